/** 補助金の申請: the procedure, who is who in it, what would cost the grant, what it comes to. Pure. */
export * from './assessment'
export * from './parties'
export * from './procedure'
export * from './tasks'
export * from './warnings'
