export * from './ask'
