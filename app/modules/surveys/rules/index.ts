/** アンケート: what a survey is, who may answer, and what an answer looks like. Pure. */
export * from './answers'
export * from './questions'
export * from './response'
export * from './results'
export * from './survey'
