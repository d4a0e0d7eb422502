/** What a decision without a meeting follows. */
export * from './count'
export * from './papers'
export * from './states'
export * from './voters'
