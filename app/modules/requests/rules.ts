/**
 * 依頼の見える化: what is counted, who sees which words of it, the sums, and what could be asked together. Pure.
 *
 * A request (依頼) is a notice of the city or of a council that asks associations for work. It reaches every council
 * and every association at its audience or below; the groups (班) work within their association and are not counted,
 * and nobody is counted as asked by itself. It counts in the month of its due date, while the notice stands or has
 * expired; a draft has asked nobody, and what was withdrawn is asked no more.
 */
import { type Actor, may } from '~/modules/accounts/rules'
import { type Day, fiscalYear } from '~/platform/clock'

/** Kinds of node that ask, and that are asked. */
export const ASKING_KINDS = ['city', 'council'] as const
export const ASKED_KINDS = ['council', 'neighbourhood'] as const

/** First and last fiscal year that can be looked at. */
const YEARS = { first: 2000, last: 2100 } as const

/** The fiscal year (年度) named in an address; this one when none, or none that there is. */
export function yearAsked(text: string | null | undefined, today: Day): number {
  const year = Number(text)
  return /^\d{4}$/.test(text ?? '') && year >= YEARS.first && year <= YEARS.last ? year : fiscalYear(today)
}

/** The months of a fiscal year, `YYYY-MM`, from April to March. */
export function monthsOf(year: number): string[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = ((index + 3) % 12) + 1
    return `${month >= 4 ? year : year + 1}-${String(month).padStart(2, '0')}`
  })
}

/** The first day of a fiscal year and the first of the next. */
export function boundsOf(year: number): { from: Day; until: Day } {
  return { from: `${year}-04-01`, until: `${year + 1}-04-01` }
}

type Visibility = 'public' | 'members' | 'officers'

/** Whether somebody works for the city: the volunteer centre is another house. */
export function isCityStaff(actor: Actor): boolean {
  return actor.staff.some((role) => role !== 'coordinator')
}

/**
 * Which requests are shown with their words. The numbers are everybody's: that the load can be seen is what they are
 * for. The words follow the notice: members and officers read what is addressed to them, the city's staff see all that
 * is asked, because they are to ask for less.
 * @param path of the association looked at; null for all
 */
export function shownVisibilities(actor: Actor, path: string | null): Visibility[] {
  if (isCityStaff(actor)) return ['public', 'members', 'officers']
  if (path === null) return ['public']
  if (actor.seats.some((seat) => seat.path.startsWith(path) || path.startsWith(seat.path)))
    return ['public', 'members', 'officers']
  if (actor.memberships.some((membership) => membership.path.startsWith(path))) return ['public', 'members']
  return ['public']
}

/** A request as its notice stands, and to whom it speaks. */
export type Standing = { state: string; visibility: Visibility; audienceId: number; senderPath: string }

/** Whether somebody who sees a request in a list may also open its notice: the same as the notice's own page says. */
export function mayOpen(actor: Actor, request: Standing): boolean {
  if (request.state !== 'published') return false
  if (request.visibility === 'public' || may(actor, 'notice.draft', request.senderPath)) return true
  const holds = request.visibility === 'members' ? [...actor.seats, ...actor.memberships] : actor.seats
  return holds.some(({ path }) => path.includes(`/${request.audienceId}/`))
}

// --- Sums ----------------------------------------------------------------------------------------------------

/** Requests of one sender to one audience, of one category, due in one month. `minutes` of one association. */
export type Group = {
  audienceId: number
  senderId: number
  sender: string
  category: string
  month: string
  requests: number
  minutes: number
}

/** Number of requests; of times an association was asked; minutes of work over all associations asked. */
export type Sum = { requests: number; asked: number; minutes: number }

type Summary = {
  total: Sum
  months: (Sum & { month: string })[]
  senders: (Sum & { id: number; name: string })[]
  categories: (Sum & { category: string })[]
}

const nothing = (): Sum => ({ requests: 0, asked: 0, minutes: 0 })

function add(sum: Sum, group: Group, reached: number): void {
  sum.requests += group.requests
  sum.asked += group.requests * reached
  sum.minutes += group.minutes * reached
}

/** By node: how many that can be asked stand at it and below, and whether it is itself one of them. */
export type Reach = ReadonlyMap<number, { nodes: number; itself: boolean }>

/** How many associations a request of this sender to this audience reaches. */
export function reachedBy(request: { audienceId: number; senderId: number }, reach: Reach): number {
  const below = reach.get(request.audienceId)
  if (!below) return 0
  // Whoever addresses its own node with all below it is not asked by itself.
  return request.audienceId === request.senderId && below.itself ? below.nodes - 1 : below.nodes
}

/** The sums of a year: each part adds up to the total. */
export function summarise(year: number, groups: readonly Group[], reach: Reach): Summary {
  const total = nothing()
  const months = new Map(monthsOf(year).map((month) => [month, { month, ...nothing() }]))
  const senders = new Map<number, Summary['senders'][number]>()
  const categories = new Map<string, Summary['categories'][number]>()
  for (const group of groups) {
    const month = months.get(group.month)
    if (!month) continue
    const reached = reachedBy(group, reach)
    const sender = senders.get(group.senderId) ?? { id: group.senderId, name: group.sender, ...nothing() }
    const category = categories.get(group.category) ?? { category: group.category, ...nothing() }
    senders.set(group.senderId, sender)
    categories.set(group.category, category)
    for (const sum of [total, month, sender, category]) add(sum, group, reached)
  }
  const heaviest = (a: Sum, b: Sum) => b.minutes - a.minutes || b.requests - a.requests
  return {
    total,
    months: [...months.values()],
    senders: [...senders.values()].sort(heaviest),
    categories: [...categories.values()].sort(heaviest),
  }
}

/** The months of one association: the number and the minutes of what is due. */
export function byMonth(year: number, requests: readonly { dueOn: Day; minutes: number }[]) {
  const months = new Map(monthsOf(year).map((month) => [month, { month, requests: 0, minutes: 0 }]))
  for (const request of requests) {
    const month = months.get(request.dueOn.slice(0, 7))
    if (!month) continue
    month.requests += 1
    month.minutes += request.minutes
  }
  return [...months.values()]
}

/** Hours to a tenth, rounded half up, from whole minutes: 90 → 1.5. */
export function hours(minutes: number): number {
  return Math.round(minutes / 6) / 10
}
