/** 補助金の申請: what the forms may say. */
export * from './account'
export * from './draft'
export * from './money'
export * from './review'
export * from './steps'
