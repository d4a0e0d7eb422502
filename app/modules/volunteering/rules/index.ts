/** 青少年ボランティア体験と市の講座・催し: programmes, hosts, places and sessions. Pure. */
export * from './find'
export * from './needs'
export * from './periods'
export * from './places'
export * from './stages'
