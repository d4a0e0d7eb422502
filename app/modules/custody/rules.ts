/** 管理: what may follow what, when something is due, and how long it is kept. Pure; the day is an argument. */
import { type Actor, may, staffRights } from '~/modules/accounts/rules'
import { type Day, daysBetween } from '~/platform/clock'
import type { Same } from '~/platform/same'
import type {
  AedIncidentKind as DbIncidentKind,
  AedPartKind as DbPartKind,
  AedReportKind as DbReportKind,
  AedReportState as DbReportState,
} from '../../../prisma/generated/enums'

/** 消耗品 */
export const partKinds = ['pads', 'child_pads', 'battery', 'device'] as const
export type PartKind = (typeof partKinds)[number]

/** できごと */
const incidentKinds = ['used', 'fault', 'back_in_service', 'replaced', 'moved', 'removed'] as const
export type IncidentKind = (typeof incidentKinds)[number]

/** 通報の種類, in the order in which they are offered */
export const reportKinds = ['not_there', 'locked', 'moved', 'broken', 'wrong_hours', 'other'] as const
export type ReportKind = (typeof reportKinds)[number]

/** 通報の状態 */
const reportStates = ['open', 'answered', 'dismissed'] as const
export type ReportState = (typeof reportStates)[number]

/** 点検の項目 */
export const checkItems = ['indicator', 'pads', 'reachable', 'sign'] as const
export type CheckItem = (typeof checkItems)[number]

/** Same in the database: a difference does not compile. */
const _parts: Same<PartKind, DbPartKind> = true
const _incidents: Same<IncidentKind, DbIncidentKind> = true
const _reports: Same<ReportKind, DbReportKind> = true
const _states: Same<ReportState, DbReportState> = true
void _parts
void _incidents
void _reports
void _states

/** Whoever keeps an AED: by an office or a role (`office`), or appointed for this one alone (`inspector`). */
export type KeptAs = 'office' | 'inspector'

export type Condition = 'in_service' | 'out_of_service' | 'removed'

/** 故障, 復旧, 撤去, 再設置 */
export const conditionActs = ['fault', 'back', 'remove', 'put_up'] as const
export type ConditionAct = (typeof conditionActs)[number]

/**
 * Which condition may follow which, and who says so. To take an AED away is for those who keep it by office: it goes
 * from every map and list.
 */
export const conditionMoves: readonly {
  act: ConditionAct
  from: Condition
  to: Condition
  incident: IncidentKind
  officeOnly: boolean
}[] = [
  { act: 'fault', from: 'in_service', to: 'out_of_service', incident: 'fault', officeOnly: false },
  { act: 'back', from: 'out_of_service', to: 'in_service', incident: 'back_in_service', officeOnly: false },
  { act: 'remove', from: 'in_service', to: 'removed', incident: 'removed', officeOnly: true },
  { act: 'remove', from: 'out_of_service', to: 'removed', incident: 'removed', officeOnly: true },
  { act: 'put_up', from: 'removed', to: 'in_service', incident: 'back_in_service', officeOnly: true },
]

/** The move that an act makes from a condition; undefined when it cannot be. */
export function moveOf(act: ConditionAct, from: Condition) {
  return conditionMoves.find((move) => move.act === act && move.from === from)
}

/** 期限の知らせ: so many days before a part expires; the last on the day itself. */
export const REMINDER_STEPS = [90, 60, 30, 0] as const
type ReminderStep = (typeof REMINDER_STEPS)[number]

/**
 * The step that a day has reached: the most urgent one alone, so that a portal that was down catches up with one
 * reminder instead of several. Null when the part is good for longer.
 */
export function reminderStep(expiresOn: Day, today: Day): ReminderStep | null {
  const left = daysBetween(today, expiresOn)
  return REMINDER_STEPS.filter((step) => left <= step).at(-1) ?? null
}

/** Days before its end from which a part is shown as due. */
export const SOON_DAYS = 90

/** 期限切れ, もうすぐ, 十分 */
export function partStanding(expiresOn: Day, today: Day): 'expired' | 'soon' | 'good' {
  const left = daysBetween(today, expiresOn)
  return left < 0 ? 'expired' : left <= SOON_DAYS ? 'soon' : 'good'
}

/** Days after a check until the next is due: a check a month. */
export const CHECK_DAYS = 31

export function checkIsDue(checkedOn: Day | null, today: Day): boolean {
  return checkedOn === null || daysBetween(checkedOn, today) > CHECK_DAYS
}

/** The first day of the calendar month of a day. */
export function monthOf(day: Day): Day {
  return `${day.slice(0, 7)}-01`
}

/** Days for which an invitation of an inspector can be accepted. */
export const KEEPER_INVITATION_DAYS = 14

/** At most so many inspectors, present or invited, of one AED. */
export const MAX_KEEPERS = 10

/** Name and address of an inspector are deleted so many days after the end, or after an invitation led to nothing. */
export const KEEPER_KEPT_DAYS = 180

/** Text and photo of a report are deleted so many days after it was answered. */
export const REPORT_KEPT_DAYS = 180

/** Those of a report that nobody answers are deleted so many days after it came; it stays open. */
export const OPEN_REPORT_KEPT_DAYS = 365

/** Names on checks from paper are deleted after so many days. */
export const CHECKER_KEPT_DAYS = 730

/** An answer stands on the public page for so many days. */
export const ANSWER_SHOWN_DAYS = 60

/** Keepers are told of reports on one AED at most once in so many minutes. */
export const TOLD_MINUTES = 60

/** Photos of reports. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
export const MAX_PHOTO_BYTES = 15 * 1024 * 1024

/**
 * How often reports are taken in an hour from one address: on all AEDs, and on the same one. What one stranger sends
 * shuts nobody else out; the mails on one AED are bounded by `TOLD_MINUTES`.
 */
export const reportLimits = {
  address: { max: 30, minutes: 60 },
  sameAed: { max: 3, minutes: 60 },
} as const
export const keepingRoles = (Object.keys(staffRights) as (keyof typeof staffRights)[]).filter(
  (role) => staffRights[role].everywhere.includes('aed.keep') || staffRights[role].city.includes('aed.keep'),
)

/** City staff who keep the AEDs of all associations and of facilities. */
export function keepsEverywhere(actor: Actor): boolean {
  return actor.cityPath !== '' && may(actor, 'aed.keep', actor.cityPath)
}

/** Forms of the upkeep, one a page: `?do=` names it, `part` the part that it is about. */
const upkeepForms = [...conditionActs, 'used', 'moved', 'part', 'replace', 'correct', 'keeper'] as const
export type UpkeepFormName = (typeof upkeepForms)[number]

/** The form that the address asks for, if this person may send it now; null for the overview. */
export function shownForm(
  asked: string | undefined,
  part: string | undefined,
  upkeep: { aed: { condition: Condition; as: KeptAs }; parts: readonly { id: number }[] },
): { name: UpkeepFormName; part: number | null } | null {
  const { aed, parts } = upkeep
  const name = upkeepForms.find((one) => one === asked)
  if (!name) return null
  const act = conditionActs.find((one) => one === name)
  if (act) {
    const move = moveOf(act, aed.condition)
    return move && (!move.officeOnly || aed.as === 'office') ? { name, part: null } : null
  }
  if (aed.condition === 'removed' || (name === 'keeper' && aed.as !== 'office')) return null
  if (name !== 'replace' && name !== 'correct') return { name, part: null }
  const found = parts.find(({ id }) => String(id) === part)
  return found ? { name, part: found.id } : null
}

/** What is looked for on the desk; `due` is any of the four that follow. */
const deskFilters = ['due', 'check', 'parts', 'reports', 'out', 'all'] as const
export type DeskFilter = (typeof deskFilters)[number]
export type DeskQuery = { filter: DeskFilter; districtId: number | null; after: number | null }

/** What an address of the desk asks for; what cannot be read is not asked. */
export function readDeskQuery(url: URL): DeskQuery {
  const asked = url.searchParams.get('only')
  const number = (name: string) => {
    const text = url.searchParams.get(name) ?? ''
    return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
  }
  return {
    filter: deskFilters.find((one) => one === asked) ?? 'due',
    districtId: number('district'),
    after: number('after'),
  }
}

/** The address that asks for it. */
export function deskHref({ filter, districtId, after }: DeskQuery, path = '/desk/aeds'): string {
  const query = new URLSearchParams()
  if (filter !== 'due') query.set('only', filter)
  if (districtId !== null) query.set('district', String(districtId))
  if (after !== null) query.set('after', String(after))
  const text = query.toString()
  return text ? `${path}?${text}` : path
}
