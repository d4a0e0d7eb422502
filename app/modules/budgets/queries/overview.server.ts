/** 予算の執行状況: all budgets of the city's own programmes, year by year. */
import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { type Day, fiscalYear } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { addSums, leftOf, mayAppropriate, NO_SUMS, type Sums, sumNames } from '../rules'

/** Years on one page */
export const YEARS_SHOWN = 5

/** What the name of a programme in a year is taken from */
export const namedSelect = {
  key: true,
  versions: {
    where: { state: { not: 'draft' } },
    select: { name: true, yearFrom: true, yearUntil: true },
    orderBy: { number: 'desc' },
  },
} as const satisfies Prisma.SubsidyProgrammeSelect

type Named = Prisma.SubsidyProgrammeGetPayload<{ select: typeof namedSelect }>

/** What a programme was called in a fiscal year; its last name where no version held. */
export function nameIn({ key, versions }: Named, year: number): string {
  const held = versions.find(
    ({ yearFrom, yearUntil }) => yearFrom <= year && (yearUntil === null || year <= yearUntil),
  )
  return (held ?? versions[0])?.name ?? key
}

export const sumsSelect = {
  appropriated: true,
  reserved: true,
  decided: true,
  finalised: true,
  paid: true,
} as const

/** Sums as the database has them, in whole yen. */
export function sumsOf(row: Partial<Record<keyof Sums, bigint | string | null>>): Sums {
  const sums = { ...NO_SUMS }
  for (const name of sumNames) sums[name] = Number(row[name] ?? 0)
  return sums
}

type BudgetRow = Sums & { id: number; programme: string; left: number }
type YearOfBudgets = { year: number; budgets: BudgetRow[]; total: Sums & { left: number } }

/**
 * Budgets by year, the newest first, with their totals.
 * @param before a fiscal year: those before it
 * @throws SignInNeeded, NotAllowed
 */
export async function budgetOverview(
  actor: Actor,
  before?: number,
): Promise<{ years: YearOfBudgets[]; older: number | null }> {
  requirePortalRight(actor, 'subsidy.oversee')
  const years = await db.subsidyBudget.findMany({
    where: before === undefined ? {} : { year: { lt: before } },
    distinct: ['year'],
    select: { year: true },
    orderBy: { year: 'desc' },
    take: YEARS_SHOWN + 1,
  })
  const shown = years.slice(0, YEARS_SHOWN).map(({ year }) => year)
  const found = await db.subsidyBudget.findMany({
    where: { year: { in: shown } },
    select: { id: true, year: true, programme: { select: namedSelect }, ...sumsSelect },
    orderBy: [{ year: 'desc' }, { programmeId: 'asc' }],
  })
  return {
    years: shown.map((year) => {
      const budgets = found
        .filter((row) => row.year === year)
        .map((row) => {
          const sums = sumsOf(row)
          return { id: row.id, programme: nameIn(row.programme, year), ...sums, left: leftOf(sums) }
        })
      const total = budgets.reduce<Sums>(addSums, NO_SUMS)
      return { year, budgets, total: { ...total, left: leftOf(total) } }
    }),
    older: years.length > YEARS_SHOWN ? (shown.at(-1) ?? null) : null,
  }
}

/** What a new budget can be made for: the city's own programmes, and years that are not over. Null for who may not. */
export async function budgetChoices(
  actor: Actor,
): Promise<{ programmes: { id: number; name: string }[]; years: number[] } | null> {
  if (!mayInPortal(actor, 'subsidy.budget')) return null
  const programmes = await db.subsidyProgramme.findMany({
    where: { own: true },
    select: { id: true, ...namedSelect },
    orderBy: { id: 'asc' },
  })
  const year = fiscalYear(actor.today)
  return {
    programmes: programmes.map((row) => ({ id: row.id, name: nameIn(row, year) })),
    years: openYears(actor.today),
  }
}

const openYears = (today: Day): number[] =>
  [0, 1].map((ahead) => fiscalYear(today) + ahead).filter((year) => mayAppropriate('initial', year, today))
