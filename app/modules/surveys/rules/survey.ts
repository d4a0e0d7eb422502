/** アンケート: its states, who is asked, and when it may be answered. Pure; today is an argument. */
import { addDays, type Day } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type { SurveyState as DbState } from '../../../../prisma/generated/enums'

export const surveyStates = ['draft', 'open', 'closed', 'cancelled'] as const
export type SurveyState = (typeof surveyStates)[number]

const _states: Same<SurveyState, DbState> = true
void _states

/** 対象: whoever proves to be somebody, or members and households of the audience */
export const reaches = ['all', 'members'] as const
export type Reach = (typeof reaches)[number]

/** 一人または一世帯に一つの回答 */
export const units = ['person', 'household'] as const
export type Unit = (typeof units)[number]

/** What an officer does with a survey. */
export const surveyVerbs = ['open', 'close', 'cancel'] as const
export type SurveyVerb = (typeof surveyVerbs)[number]

/** The one table of what follows what. Opening and closing also happen by themselves, on the days of the survey. */
export const surveyMoves: readonly {
  verb: SurveyVerb
  from: SurveyState
  to: SurveyState
  reason: boolean
}[] = [
  { verb: 'open', from: 'draft', to: 'open', reason: false },
  { verb: 'close', from: 'open', to: 'closed', reason: false },
  { verb: 'cancel', from: 'draft', to: 'cancelled', reason: true },
  { verb: 'cancel', from: 'open', to: 'cancelled', reason: true },
]

/** Where a verb leads; null when it cannot be done now. */
export const afterVerb = (state: SurveyState, verb: SurveyVerb): SurveyState | null =>
  surveyMoves.find((move) => move.from === state && move.verb === verb)?.to ?? null

export const verbsFrom = (state: SurveyState): SurveyVerb[] =>
  surveyMoves.filter((move) => move.from === state).map(({ verb }) => verb)

type Days = { state: SurveyState; opensOn: Day; closesOn: Day }

/** How a survey stands on a day: it is not answered before its first day, nor after its last, whatever the job does. */
export type Standing = 'draft' | 'coming' | 'open' | 'over' | 'cancelled'

export function standingOf({ state, opensOn, closesOn }: Days, today: Day): Standing {
  if (state === 'draft' || state === 'cancelled') return state
  if (state === 'closed' || today > closesOn) return 'over'
  return today < opensOn ? 'coming' : 'open'
}

export const takesAnswers = (survey: Days, today: Day): boolean => standingOf(survey, today) === 'open'

/** Results show nothing of so few answers: below this, nobody is safe in a crowd. */
export const LEAST_SHOWN = 5

/** Days before the end on which those who have not answered are reminded */
export const REMIND_DAYS = 3

/** Days for which the answer of somebody with a name is kept after the end; then the name goes and the answer stays. */
export const NAMES_KEPT_DAYS = 365

/** The day from which nothing is kept any more of who has answered. */
export const rollKeptUntil = (closesOn: Day): Day => addDays(closesOn, NAMES_KEPT_DAYS)

/** Whether anybody with a link may be asked on paper: paper goes to households, and only where one answer is theirs. */
export const hasPaperLinks = (survey: { reach: Reach; unit: Unit }): boolean =>
  survey.reach === 'members' && survey.unit === 'household'
