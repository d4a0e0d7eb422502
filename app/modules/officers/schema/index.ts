/** What the forms of officers may say. */
export * from './duties'
export * from './posts'
export * from './tasks'
