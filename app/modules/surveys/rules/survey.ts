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
type SurveyVerb = (typeof surveyVerbs)[number]

/** The one table of what follows what. Opening and closing also happen by themselves, on the days of the survey. */
const surveyMoves: readonly {
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

/** 紙の猶予: days after the last one in which officers enter the sheets that came in time; results are final after them. */
export const PAPER_DAYS = 7

/** Whether sheets of paper are entered at all: of a survey to everybody with names an officer cannot tell whose it is. */
export const takesPaper = (survey: { reach: string; anonymous: boolean }): boolean =>
  survey.reach === 'members' || survey.anonymous

type Days = { state: SurveyState; opensOn: Day; closesOn: Day; reach: string; anonymous: boolean }

/** The last day on which a sheet that came in time is entered. */
export const paperUntil = (survey: Pick<Days, 'closesOn' | 'reach' | 'anonymous'>): Day =>
  takesPaper(survey) ? addDays(survey.closesOn, PAPER_DAYS) : survey.closesOn

/**
 * How a survey stands on a day: it is not answered before its first day, nor after its last, whatever the job does.
 * `paper`: the last day is over, and officers still enter sheets that came in time.
 */
const standings = ['draft', 'coming', 'open', 'paper', 'over', 'cancelled'] as const
export type Standing = (typeof standings)[number]

export function standingOf(survey: Days, today: Day): Standing {
  const { state, opensOn, closesOn } = survey
  if (state === 'draft' || state === 'cancelled') return state
  if (state === 'closed' || today > paperUntil(survey)) return 'over'
  if (today > closesOn) return 'paper'
  return today < opensOn ? 'coming' : 'open'
}

export const takesAnswers = (survey: Days, today: Day): boolean => standingOf(survey, today) === 'open'

/** Whether an officer may enter sheets today. */
export const takesSheets = (survey: Days, today: Day): boolean =>
  takesPaper(survey) && ['open', 'paper'].includes(standingOf(survey, today))

/** Results show nothing of so few answers: below this, nobody is safe in a crowd. */
export const LEAST_SHOWN = 5

/** Days before the end from which those who have not answered are reminded, once */
export const REMIND_DAYS = 3

/** Days for which the answer of somebody with a name is kept after the end; then the name goes and the answer stays. */
export const NAMES_KEPT_DAYS = 365

/** Whether anybody with a link may be asked on paper: paper goes to households, and only where one answer is theirs. */
export const hasPaperLinks = (survey: { reach: Reach; unit: Unit }): boolean =>
  survey.reach === 'members' && survey.unit === 'household'

/** Sheets of one print: a printer is not kept busy for hours, and the file is made while somebody waits. */
export const SHEETS_OF_PART = 50

/** 片面・両面 */
export const sheetSides = ['two', 'one'] as const
export type SheetSides = (typeof sheetSides)[number]
