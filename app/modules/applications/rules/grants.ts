/** これまでに受けた補助金: what was granted here and what the hall's record tells, each grant once. Pure. */
import type { WorkKind } from '~/modules/halls/rules'
import { type Day, fiscalYear } from '~/platform/clock'
import { costsOf, type Line, shareOut } from './assessment'

/** 受けた補助金: a grant that the portal knows of, yen */
export type EarlierGrant = {
  on: Day
  amount: number
  /** Key of the work where it was applied for here; null: only the kind of the hall's record is known */
  work: string | null
  kind: WorkKind | 'diagnosis' | null
}

/**
 * Shares a grant among its works by their eligible costs, so that the parts are the whole; all to the first where no cost
 * is told. Yen.
 */
export function grantByWork(amount: number, works: readonly string[], lines: readonly Line[]): number[] {
  const costs = costsOf(works, lines)
  const weights = works.map((work) => costs[work] ?? 0)
  return shareOut(
    amount,
    weights.some((weight) => weight > 0) ? weights : works.map((_, at) => (at === 0 ? 1 : 0)),
  )
}

/** An application that was paid, with the lines of what was really spent. Yen. */
export type PaidApplication = {
  receipt: string
  on: Day
  /** 確定額 */
  final: number
  /** What was paid and not paid back */
  kept: number
  works: readonly string[]
  lines: readonly Line[]
}

/** A work of the hall's record. */
type RecordedWork = { on: Day; kind: WorkKind; subsidy: number | null; note: string }

/**
 * The grants of paid applications by work, and those of the record that are not the same: a payment is entered in the
 * record with its receipt number; where somebody has written it by hand, the amount and the year tell, which may be one
 * off where only the year is known.
 */
export function earlierGrants(
  paid: readonly PaidApplication[],
  recorded: readonly RecordedWork[],
): EarlierGrant[] {
  const of = ({ note }: RecordedWork) => paid.find(({ receipt }) => receipt !== '' && note.includes(receipt))
  const named = new Set(recorded.map(of))
  const unnamed = paid
    .filter((one) => !named.has(one))
    .flatMap(({ on, final, works, lines }) =>
      grantByWork(final, works, lines).map((amount) => ({ amount, year: fiscalYear(on) })),
    )
  const others = recorded.flatMap((work): EarlierGrant[] => {
    const { on, kind, subsidy } = work
    if (!subsidy || of(work)) return []
    const same = unnamed.findIndex(
      ({ amount, year }) => amount === subsidy && Math.abs(year - fiscalYear(on)) <= 1,
    )
    if (same >= 0) {
      unnamed.splice(same, 1)
      return []
    }
    return [{ on, amount: subsidy, work: null, kind }]
  })
  const here = paid.flatMap(({ on, final, kept, works, lines }) => {
    const parts = grantByWork(Math.min(final, kept), works, lines)
    return works.map((work, at): EarlierGrant => ({ on, amount: parts[at] ?? 0, work, kind: null }))
  })
  return [...here.filter(({ amount }) => amount > 0), ...others].sort((a, b) => (a.on < b.on ? -1 : 1))
}
