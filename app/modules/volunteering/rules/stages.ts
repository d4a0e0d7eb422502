/** 学校段階: asked for instead of a birth date. Pure. */

/** 小学生, 中学生, 高校生, 大学生等, 社会人 */
export const stages = ['elementary', 'junior_high', 'high', 'university', 'adult'] as const
export type Stage = (typeof stages)[number]

/** Stages in which a guardian consents. At 18 a pupil may still be at 高校: the stage counts, not the age. */
const MINOR_STAGES = ['elementary', 'junior_high', 'high'] as const satisfies readonly Stage[]

export const isStage = (text: string): text is Stage => (stages as readonly string[]).includes(text)

/** Whether a guardian has to consent before the place is certain. */
export const needsConsent = (stage: Stage): boolean => (MINOR_STAGES as readonly Stage[]).includes(stage)

/** 小学生 come with an adult: whoever offers a place and whoever applies is told so. */
export const needsCompanion = (stage: Stage): boolean => stage === 'elementary'

/** The stages in the order of the school years, each once. */
export const orderedStages = (of: readonly string[]): Stage[] => stages.filter((stage) => of.includes(stage))

/** Whether a place is for minors at all: where it is not, nothing is said of consent. */
export const takesMinors = (of: readonly string[]): boolean =>
  MINOR_STAGES.some((stage) => of.includes(stage))
