/** さがす: how the public list is narrowed. Pure. */

/** 一人で・友だちと */
export const companies = ['alone', 'together'] as const
export type Company = (typeof companies)[number]

/** Places on one page of the list. */
export const LIST_PAGE = 12
