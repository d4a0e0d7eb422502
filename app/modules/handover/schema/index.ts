/** What the forms of a handover may say. */
export * from './money'
export * from './packs'
