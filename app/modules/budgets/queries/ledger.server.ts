/** 予算差引簿: the entries of one budget, and what each application has on it. Every sum is that of its entries. */
import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { type Day, dayOf } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import {
  addSums,
  appropriationCauses,
  type EntryCause,
  type EntryKind,
  leftOf,
  mayAppropriate,
  mayCarry,
  NO_SUMS,
  type Sums,
  sumNames,
} from '../rules'
import type { LedgerQuery } from '../schema'
import { namedSelect, nameIn, sumsOf, sumsSelect } from './overview.server'

/** Entries, or applications, on one page */
export const LEDGER_PAGE = 100

const sumsAsked = { _sum: sumsSelect } as const

/** What an entry or a line of the ledger is about: an application that was handed in. */
export type About = { id: number; receipt: string; title: string; association: string }

export type LedgerLine = Sums & {
  id: number
  on: Day
  kind: EntryKind
  cause: EntryCause
  note: string
  /** 残額 after this entry, yen; where one sum is followed, that sum */
  after: number
  about: About | null
}

/**
 * One budget: its sums, where the appropriation comes from, and whether the entries come to the same.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function budgetView(actor: Actor, id: number) {
  requirePortalRight(actor, 'subsidy.oversee')
  const found = await db.subsidyBudget.findUnique({
    where: { id },
    select: { id: true, year: true, programmeId: true, programme: { select: namedSelect }, ...sumsSelect },
  })
  if (!found) throw new NotFound()
  const sources = await db.subsidyEntry.groupBy({
    by: ['kind', 'cause'],
    where: { budgetId: id },
    ...sumsAsked,
    _max: { id: true },
    _count: true,
  })
  const sums = sumsOf(found)
  const entered = sources.reduce((all, { _sum }) => addSums(all, sumsOf(_sum)), NO_SUMS)
  const of = (kind: EntryKind, cause?: EntryCause) =>
    sources
      .filter((one) => one.kind === kind && (cause === undefined || one.cause === cause))
      .reduce((sum, { _sum }) => sum + Number(_sum.appropriated ?? 0), 0)
  const last = sources.filter(({ kind }) => kind === 'appropriate').map(({ _max }) => _max.id ?? 0)
  const mayWrite = mayInPortal(actor, 'subsidy.budget')
  return {
    id,
    year: found.year,
    programme: nameIn(found.programme, found.year),
    ...sums,
    left: leftOf(sums),
    sources: {
      // What was entered before causes were told counts as the budget it began with.
      initial: of('appropriate', 'initial') + of('appropriate', ''),
      supplementary: of('appropriate', 'supplementary'),
      transfer: of('appropriate', 'transfer'),
      correction: of('appropriate', 'correction'),
      carry_in: of('carry_in'),
      carry_out: of('carry_out'),
    },
    /** 検算: the entries come to the sums */
    agrees: sumNames.every((name) => entered[name] === sums[name]),
    entries: sources.reduce((all, { _count }) => all + _count, 0),
    seen: Math.max(0, ...last),
    /** For what an amount may be entered today; null for who may enter none */
    mayAppropriate: mayWrite
      ? appropriationCauses.filter((cause) => mayAppropriate(cause, found.year, actor.today))
      : null,
    mayCarry: mayWrite && mayCarry(found.year, actor.today),
  }
}

/**
 * A page of entries in the order in which they were made, the last page first; each with what was left after it.
 * @param query `only`: the entries that move this sum; `before`: those before this number
 * @throws SignInNeeded, NotAllowed
 */
export async function ledgerPage(actor: Actor, budgetId: number, { only, before }: LedgerQuery) {
  requirePortalRight(actor, 'subsidy.oversee')
  const found = await db.subsidyEntry.findMany({
    where: { budgetId, ...(only && { [only]: { not: 0 } }), ...(before && { id: { lt: before } }) },
    select: {
      id: true,
      createdAt: true,
      kind: true,
      cause: true,
      note: true,
      application: {
        select: { id: true, receiptNumber: true, title: true, association: { select: { name: true } } },
      },
      ...sumsSelect,
    },
    orderBy: { id: 'desc' },
    take: LEDGER_PAGE + 1,
  })
  const shown = found.slice(0, LEDGER_PAGE).reverse()
  const first = shown[0]?.id ?? 0
  const { _sum } = await db.subsidyEntry.aggregate({
    where: { budgetId, id: { lt: first } },
    ...sumsAsked,
  })
  const opening = sumsOf(_sum)
  const value = (sums: Sums) => (only ? sums[only] : leftOf(sums))
  let after = value(opening)
  const lines = shown.map((row): LedgerLine => {
    const sums = sumsOf(row)
    after += value(sums)
    return {
      ...sums,
      id: row.id,
      on: dayOf(row.createdAt),
      kind: row.kind,
      cause: row.cause as EntryCause,
      note: row.note,
      after,
      about: row.application && {
        id: row.application.id,
        receipt: row.application.receiptNumber ?? '',
        title: row.application.title,
        association: row.application.association.name,
      },
    }
  })
  return {
    lines,
    opening: value(opening),
    older: found.length > LEDGER_PAGE ? first : null,
    only: only ?? null,
  }
}

export type Standing = Sums & About & { state: string }

/**
 * What each application has on a budget, by the number of the application. Those with nothing left are not listed.
 * @throws SignInNeeded, NotAllowed
 */
export async function standings(actor: Actor, budgetId: number, after = 0) {
  requirePortalRight(actor, 'subsidy.oversee')
  const found = await rows<About & { state: string } & Record<keyof Sums, string>>(
    `SELECT a.id, coalesce(a.receipt_number, '') AS receipt, a.title, a.state, s.name AS association,
        ${sumNames.map((name) => `e.${name}`).join(', ')}
     FROM (SELECT application_id, ${sumNames.map((name) => `sum(${name}) AS ${name}`).join(', ')}
           FROM subsidy_entries WHERE budget_id = $1 AND application_id > $2 GROUP BY application_id
           HAVING sum(reserved) <> 0 OR sum(decided) <> 0 OR sum(finalised) <> 0 OR sum(paid) <> 0
           ORDER BY application_id LIMIT ${LEDGER_PAGE + 1}) e
     JOIN subsidy_applications a ON a.id = e.application_id
     JOIN associations s ON s.id = a.association_id
     ORDER BY a.id`,
    [budgetId, after],
  )
  const { _sum } = await db.subsidyEntry.aggregate({
    where: { budgetId, applicationId: null },
    ...sumsAsked,
  })
  const listed = found.slice(0, LEDGER_PAGE).map((row): Standing => ({ ...row, ...sumsOf(row) }))
  return {
    listed,
    /** Of applications that have been deleted after their retention */
    forgotten: sumsOf({ ..._sum, appropriated: null }),
    next: found.length > LEDGER_PAGE ? (listed.at(-1)?.id ?? null) : null,
  }
}
