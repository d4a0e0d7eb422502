export * from './certificate'
export * from './day'
export * from './insurance'
