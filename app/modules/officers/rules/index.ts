/** 役員: seats and terms, and duties that go round. Pure. */

export * from './contacts'
export * from './duties'
export * from './posts'
export * from './records'
export * from './rotation'
export * from './tasks'
export * from './terms'
export * from './unbundle'
