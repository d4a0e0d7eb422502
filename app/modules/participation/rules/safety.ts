/** 質問 and 心配なことの連絡: how they stand, and how often anybody may write. Pure. */

/** In the public thread of the place, or to the centre alone */
export const audiences = ['place', 'centre'] as const
export type Audience = (typeof audiences)[number]

/** 未対応, 対応中, 対応済み */
export const concernStates = ['new', 'looking', 'closed'] as const
export type ConcernState = (typeof concernStates)[number]

/** Attempts from one address of the network: a whole school stands behind one. */
export const limits = {
  apply: { max: 1000, minutes: 60 },
  /** Mails that applications cause to one address */
  mail: { max: 40, minutes: 1440 },
  /** Looking for a lost link */
  lost: { max: 60, minutes: 60 },
  question: { max: 60, minutes: 60 },
  concern: { max: 60, minutes: 60 },
  /** Keys and tokens that are tried */
  key: { max: 1000, minutes: 60 },
} as const
