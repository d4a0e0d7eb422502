/** 担い手の募集と関心. Pure. */
export * from './interest'
export * from './openings'
