/** 補助制度: amounts, conditions, worked examples. Pure; see docs/programmes.md for the language. */
export * from './amount'
export { type Reason, truthOf } from './conditions'
export * from './examples'
export * from './facts'
export { type Fraction, fractionText, parseFraction, toYen } from './fraction'
export * from './open-points'
export * from './questions'
