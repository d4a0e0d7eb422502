/** Earlier grants, as the register of applications and halls knows them. No check of access. */
import type { Facts } from '~/modules/subsidies/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { type Day, dateToDay } from '~/platform/clock'
import { db, type Prisma, type Tx } from '~/platform/db.server'
import {
  type ApplicationState,
  COMMITTED,
  type EarlierGrant,
  earlierGrants,
  type GrantDifference,
  grantDifferences,
  type PaidApplication,
} from '../rules'

/** Those that were settled with a payment, the first first; what has come back is taken off. Yen. */
export async function paidApplications(
  where: Prisma.SubsidyApplicationWhereInput,
  client: Tx | typeof db = db,
): Promise<(PaidApplication & { hallId: number | null })[]> {
  const found = await client.subsidyApplication.findMany({
    where: { AND: [{ paidAmount: { gt: 0 }, paidOn: { not: null } }, where] },
    select: {
      hallId: true,
      receiptNumber: true,
      completedOn: true,
      paidOn: true,
      finalAmount: true,
      paidAmount: true,
      repaidAmount: true,
      works: true,
      lines: { where: { stage: 'actual' }, select: { work: true, amount: true, eligible: true } },
    },
    orderBy: { id: 'asc' },
  })
  return found.flatMap(({ paidOn, completedOn, paidAmount, repaidAmount, ...row }) => {
    if (!paidOn) return []
    return {
      hallId: row.hallId,
      receipt: row.receiptNumber ?? '',
      on: dateToDay(completedOn ?? paidOn),
      final: Number(row.finalAmount ?? paidAmount),
      kept: Number(paidAmount - repaidAmount),
      works: row.works,
      lines: row.lines.map((line) => ({ ...line, amount: Number(line.amount) })),
    }
  })
}

/** Promised, and not settled yet. */
const PROMISED: ApplicationState[] = [...COMMITTED, 'cancelling']

/** What an application is about, as far as its earlier grants and its rivals go. */
export type About = {
  id: number
  associationId: number
  hallId: number | null
  programmeId: number
  definition: Programme
  works: readonly string[]
  facts: Facts
  /** The day on which it was handed in */
  on: Day
}

/** Of the same hall; of the same association where there is none. */
const sameBuilding = ({ id, hallId, associationId }: About): Prisma.SubsidyApplicationWhereInput => ({
  id: { not: id },
  ...(hallId === null ? { associationId, hallId } : { hallId }),
})

/** Where an application says otherwise of its earlier grants than the register, which counts what is promised too. */
export async function grantDifferencesOf(client: Tx | typeof db, of: About): Promise<GrantDifference[]> {
  const where = { AND: [sameBuilding(of), { programme: { programmeId: of.programmeId } }] }
  const paid = await paidApplications(where, client)
  const promised = await client.subsidyApplication.findMany({
    where: { AND: [where, { state: { in: PROMISED }, decidedOn: { not: null }, paidOn: null }] },
    select: {
      decidedOn: true,
      decidedAmount: true,
      finalAmount: true,
      works: true,
      lines: { where: { stage: 'estimate' }, select: { work: true, amount: true, eligible: true } },
    },
    orderBy: { id: 'asc' },
  })
  const recorded =
    of.hallId === null
      ? []
      : await client.hallWork.findMany({
          where: { hallId: of.hallId, subsidy: { gt: 0 } },
          select: { completedOn: true, kind: true, subsidy: true, note: true },
        })
  const grants: EarlierGrant[] = [
    ...earlierGrants(
      paid,
      recorded.map(({ completedOn, ...work }) => ({ ...work, on: dateToDay(completedOn) })),
    ),
    ...earlierGrants(
      promised.flatMap(({ decidedOn, decidedAmount, finalAmount, works, lines }) => {
        const amount = Number(finalAmount ?? decidedAmount ?? 0)
        if (!decidedOn) return []
        const costs = lines.map((line) => ({ ...line, amount: Number(line.amount) }))
        return { receipt: '', on: dateToDay(decidedOn), final: amount, kept: amount, works, lines: costs }
      }),
      [],
    ),
  ]
  return grantDifferences(of.definition, of, grants, of.on)
}

/** Other applications for the same building and a same work that are not over; the city sees them. */
export function rivalsOf(of: About) {
  return db.subsidyApplication.findMany({
    where: {
      ...sameBuilding(of),
      works: { hasSome: [...of.works] },
      state: { in: ['submitted', 'reviewing', 'correcting', 'proposed', ...PROMISED] },
    },
    select: { id: true, title: true, state: true, year: true },
    orderBy: { id: 'asc' },
    take: 10,
  })
}
