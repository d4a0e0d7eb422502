/** What a programme's file and the forms about subsidies may say. */

export * from './edit'
export * from './estimate'
export * from './programme'
