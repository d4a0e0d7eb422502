/** 担当課: what a section is asked for. Pure. */

/** Most sections that work at a time: a city of four hundred thousand has about a hundred. */
export const MOST_SECTIONS = 300
/** Most people of one section. */
export const MOST_MEMBERS = 100
/** Longest time a section may set itself for an answer. Days of the calendar. */
export const MOST_ANSWER_DAYS = 365

/** Whether a section takes anything new: it has not been dissolved. */
export const takesMatters = (section: { endedAt: Date | null }): boolean => section.endedAt === null

/** Days (of the calendar) in which a section answers: its own, else those of the city. */
export const answerDaysOf = (section: { answerDays: number | null }, city: number): number =>
  section.answerDays ?? city
