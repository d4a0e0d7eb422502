/** 制度見直しの試算: pure, and the same for the same conditions; the day is an argument. */
export * from './gives'
export * from './halls'
export * from './replay'
export * from './simulate'
export * from './uptake'
export * from './usual'
export * from './variants'
