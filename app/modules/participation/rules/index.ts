/** 参加の申込み: states, the queue, consent, what is kept how long. Pure. */
export * from './consent'
export * from './dates'
export * from './queue'
export * from './safety'
export * from './states'
