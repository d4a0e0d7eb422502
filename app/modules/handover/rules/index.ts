/** What may be decided of a handover without looking anything up. */
export * from './calendar'
export * from './matters'
export * from './money'
export * from './packs'
