/** 自治会館: what its record means. Pure; the day is an argument. */
export * from './dates'
export * from './fields'
export * from './files'
export * from './lists'
export * from './seismic'
export * from './words'
