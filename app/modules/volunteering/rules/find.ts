/** さがす: how the public list is narrowed. Pure. */

/** Places on one page of the list. */
export const LIST_PAGE = 12

/** 一人で, or with so many friends that there are this many in all. */
export const PARTY_MOST = 5

/** The list, or a month of it. */
export const views = ['list', 'month'] as const
