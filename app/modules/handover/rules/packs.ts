/** 引継ぎ: whose turn it is, what may be signed, and what stays with the one who comes. Pure; today is an argument. */
import { addDays, type Day, daysBetween } from '~/platform/clock'

/** What is handed over: 進行中の案件, 鍵, 通帳・印鑑・アカウント, 書類・備品, そのほか */
export const itemKinds = ['matter', 'key', 'account', 'paper', 'other'] as const
export type ItemKind = (typeof itemKinds)[number]

/** Kinds of what somebody adds by hand; matters of the portal come by themselves. */
export const ownKinds = ['matter', 'key', 'account', 'paper', 'other'] as const

/** 渡す側 and 受ける側 */
export const sides = ['out', 'in'] as const
export type Side = (typeof sides)[number]

/** Being gathered; handed over by the outgoing one; taken over by the incoming one. */
export const packStates = ['open', 'given', 'taken'] as const
export type PackState = (typeof packStates)[number]

/** A pack opens by itself so many days before the term ends. */
export const OPEN_DAYS = 60

/** 渡しました is pressed in the last days of the term: what comes up before belongs to the list. */
export const SIGN_DAYS = 30

/** So long after a term ended its handover can still be begun: changes are sudden, and rosters come late. */
export const LATE_DAYS = 180

/** A pack is deleted so many years after it was signed in, or where it never was, after the outgoing term ended. */
export const KEPT_YEARS = 5

/** Terms of people, as far as a handover asks. Both days included; null: no account. */
export type PartyTerm = { userId: string | null; startsOn: Day; endsOn: Day }
export type Parties = { outgoing: PartyTerm | null; incoming: PartyTerm | null }

type Reader = {
  userId: string
  /** Keeps the officers there by a post, of the association itself or of the one above */
  keeper: boolean
}

export function packState(pack: { signedOutAt: unknown; signedInAt: unknown }): PackState {
  if (pack.signedInAt) return 'taken'
  return pack.signedOutAt ? 'given' : 'open'
}

/** As what somebody stands to a pack; null for everybody who has nothing to do with it. The term ends the access. */
export function placeOf(parties: Parties, reader: Reader, today: Day): Side | 'keeper' | null {
  if (holds(parties.outgoing, reader, today)) return 'out'
  if (holds(parties.incoming, reader, today)) return 'in'
  return reader.keeper ? 'keeper' : null
}

const holds = (term: PartyTerm | null, reader: Reader, today: Day): boolean =>
  term !== null && term.userId === reader.userId && today <= term.endsOn

/** Whether somebody held the seat before and their term is over: they are told to whom to turn. */
export const wasOutgoing = (parties: Parties, reader: Reader, today: Day): boolean =>
  parties.outgoing !== null && parties.outgoing.userId === reader.userId && parties.outgoing.endsOn < today

/**
 * How somebody may tick and sign for a side: as the person (`self`); or, for one without an account or whose term is
 * over, as a keeper who has it on paper (`paper`). Null: not at all. Nobody signs for a side that is not there.
 */
export function actsFor(side: Side, parties: Parties, reader: Reader, today: Day): 'self' | 'paper' | null {
  const term = side === 'out' ? parties.outgoing : parties.incoming
  if (holds(term, reader, today)) return 'self'
  if (!reader.keeper) return null
  // The first on a seat has nobody before: what is known of it is handed over by those who keep the officers.
  if (term === null) return side === 'out' ? 'paper' : null
  return term.userId === null || term.endsOn < today ? 'paper' : null
}

/** Somebody who goes on hands nothing over. */
export const goesOn = (outgoing: PartyTerm, incoming: PartyTerm | null): boolean =>
  incoming !== null && outgoing.userId !== null && outgoing.userId === incoming.userId

/** Whether the pack of a term opens by itself today. */
export function opensToday(outgoing: PartyTerm, incoming: PartyTerm | null, today: Day): boolean {
  const left = daysBetween(today, outgoing.endsOn)
  return left >= 0 && left <= OPEN_DAYS && !goesOn(outgoing, incoming)
}

/** A term on a seat, as far as it is asked whose handover may be begun. */
export type SeatParty = PartyTerm & { id: number }

/**
 * The terms of a seat whose handover can be begun: of who holds it today or held it last, and of who was there before
 * as long as that is not long ago. Nobody hands over to themselves, nor to somebody who only stood in for them.
 */
export function handedOver<T extends SeatParty>(terms: readonly T[], today: Day): T[] {
  const begun = terms.filter(({ startsOn }) => startsOn <= today)
  const last = begun.at(-1)
  if (!last) return []
  const before = begun.at(-2)
  return before && passesLate(before, last, today) ? [last, before] : [last]
}

/** Whether a term that is over passed to the one after it so lately that a handover is still worth beginning. */
export const passesLate = (before: PartyTerm, after: PartyTerm, today: Day): boolean =>
  before.endsOn < after.startsOn && before.endsOn >= addDays(today, -LATE_DAYS) && !goesOn(before, after)

/** Whether it is too early to sign as the outgoing one. The first on a seat has nobody before who could wait. */
export const tooEarly = (outgoing: PartyTerm | null, today: Day): boolean =>
  outgoing !== null && daysBetween(today, outgoing.endsOn) > SIGN_DAYS

/** The first day on which the outgoing one may sign. */
export const signsFrom = (outgoing: PartyTerm): Day => addDays(outgoing.endsOn, -SIGN_DAYS)

/** Whether nobody has done anything in a pack: no tick, no word, no money, and nothing but the usual things on it. */
export function isUntouched(
  pack: { moneyAt: unknown; signedOutAt: unknown; signedInAt: unknown },
  items: readonly (Ticks & { note: string; source: string; title: string })[],
  usual: ReadonlySet<string>,
): boolean {
  return (
    !pack.moneyAt &&
    packState(pack) === 'open' &&
    items.every(
      (item) =>
        !(item.given || item.taken || item.done || item.note || item.reason) &&
        (item.source !== '' || usual.has(item.title)),
    )
  )
}

/** An item as far as signing asks. */
export type Ticks = {
  kind: ItemKind
  /** Why it could not be given; empty: no word */
  reason: string
  given: boolean
  taken: boolean
  done: boolean
}

/** What is to be done before the outgoing one may sign. */
type OutBlock = 'signed' | 'early' | 'items' | 'money'

/**
 * What stands in the way of 渡しました: every item is given or has a word why not; the 会計 has written the money down.
 * @param items those that the one who signs may know of; the others stay with the incoming one
 * @param money whether the sheet is asked for, and written
 * @param early whether the term goes on for a long time yet
 */
export function outBlocks(
  state: PackState,
  items: readonly Ticks[],
  money: { asked: boolean; written: boolean },
  early = false,
): OutBlock[] {
  if (state !== 'open') return ['signed']
  return [
    ...(early ? (['early'] as const) : []),
    ...(items.some((item) => !isSettled(item)) ? (['items'] as const) : []),
    ...(money.asked && !money.written ? (['money'] as const) : []),
  ]
}

/** Given, or with a word why not. */
export const isSettled = (item: Pick<Ticks, 'given' | 'reason'>): boolean => item.given || item.reason !== ''

/** What stands in the way of 受け取りました. */
type InBlock = 'not_given' | 'signed' | 'nobody'

export function inBlocks(state: PackState, incoming: PartyTerm | null): InBlock[] {
  if (state === 'taken') return ['signed']
  return [
    ...(state === 'open' ? (['not_given'] as const) : []),
    ...(incoming === null ? (['nobody'] as const) : []),
  ]
}

/**
 * What stays with the incoming one: matters until they are done, and whatever was not taken. Nothing of a pack is
 * lost: each item has been taken, is done, or is in this list.
 */
export function unfinished<T extends Ticks>(items: readonly T[]): T[] {
  return items.filter((item) => !item.done && (item.kind === 'matter' || !item.taken))
}

/** What may be done with the ticks of a side now. */
export function mayTick(side: Side, state: PackState): boolean {
  return side === 'out' ? state === 'open' : state !== 'taken'
}

/** The year that is looked back on: at most one, ending today or with the term. */
export function yearBack(term: PartyTerm, today: Day): { from: Day; until: Day } {
  const end = today < term.endsOn ? today : term.endsOn
  const from = addDays(yearsBefore(end, 1), 1)
  // What has been announced for the rest of the term belongs to its year.
  return { from: [from, term.startsOn].toSorted().at(-1) ?? from, until: term.endsOn }
}

/** The day before which a pack that is so old is deleted. */
export const keptSince = (today: Day): Day => yearsBefore(today, KEPT_YEARS)

/** The same day so many years before; of a 29 February the last of that month. */
function yearsBefore(of: Day, years: number): Day {
  const [year = 0, month = 1, day = 1] = of.split('-').map(Number)
  const last = new Date(Date.UTC(year - years, month, 0)).getUTCDate()
  return new Date(Date.UTC(year - years, month - 1, Math.min(day, last))).toISOString().slice(0, 10)
}
