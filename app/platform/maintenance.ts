/** The stages of maintenance: none; nothing new is written; the whole portal is closed. */
export const stages = ['off', 'writes', 'full'] as const
export type Stage = (typeof stages)[number]
