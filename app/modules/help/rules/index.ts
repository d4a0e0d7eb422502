export * from './kinds'
export * from './search'
export * from './standing'
