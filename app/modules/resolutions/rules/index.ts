/** What a decision without a meeting follows. */
export * from './count'
export * from './states'
export * from './voters'
