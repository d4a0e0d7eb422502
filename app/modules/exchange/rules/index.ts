/** Rules of 意見交換, for other modules and for pages */
export * from './due'
export * from './likeness'
export * from './matters'
export * from './people'
