/** What the forms of openings and interest may say; the same in the browser and on the server. */
export * from './interest'
export * from './openings'
