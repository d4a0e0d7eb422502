/** What the portal knows already of an association, its hall, and what was granted before. */
import type { Actor } from '~/modules/accounts/rules'
import { hallForApplication, hallView } from '~/modules/halls/queries/hall.server'
import type { Facts } from '~/modules/subsidies/rules'
import { dateToDay } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { NotAllowed, NotFound } from '~/platform/errors'
import type { EarlierGrant, PrefillKnown } from '../rules'
import type { DraftView } from './draft.server'

/** What can be told without asking; the rules make answers of it. For one who may write the application. */
export async function knownFor(
  actor: Actor,
  { id, association, programmeId, draft }: DraftView,
): Promise<PrefillKnown> {
  const [hall, row, last] = await Promise.all([
    readableHall(actor, draft.hallId),
    db.association.findUniqueOrThrow({
      where: { id: association.id },
      select: { name: true, legalPersonalitySince: true, memberHouseholds: true },
    }),
    lastOf(id, association.id, programmeId),
  ])
  return {
    hall: hall && {
      structure: hall.structure,
      floorArea: hall.floorArea,
      confirmed: hall.confirmed,
      started: hall.started,
      completed: hall.completed,
      designation: hall.designation,
      registeredTo: hall.registeredTo,
      standards: hall.standards,
      diagnoses: hall.diagnoses.map(({ on, method, score }) => ({ on, method, score })),
    },
    association: {
      name: row.name,
      legalPersonality: row.legalPersonalitySince !== null,
      memberHouseholds: row.memberHouseholds,
    },
    last: last && {
      facts: last.facts as Facts,
      sameHall: draft.hallId !== null && last.hallId === draft.hallId,
    },
    grants: await grantsOf(id, association.id, draft.hallId, programmeId, hall),
  }
}

type Hall = Awaited<ReturnType<typeof hallForApplication>>

/** Photos and drawings of a hall that the actor may read; none without a hall. */
export async function hallFilesOf(actor: Actor, hallId: number | null) {
  if (hallId === null || !(await readableHall(actor, hallId))) return []
  const { photos, inside } = await hallView(actor, hallId)
  return [...photos, ...(inside?.files ?? [])].map(({ id, kind, caption, name }) => ({
    id,
    kind,
    caption,
    name,
  }))
}

/** A hall that went over to others tells nothing any more. */
async function readableHall(actor: Actor, hallId: number | null): Promise<Hall | null> {
  if (hallId === null) return null
  try {
    return await hallForApplication(actor, hallId)
  } catch (error) {
    if (error instanceof NotFound || error instanceof NotAllowed) return null
    throw error
  }
}

function lastOf(id: number, associationId: number, programmeId: number) {
  return db.subsidyApplication.findFirst({
    where: { id: { not: id }, associationId, programme: { programmeId } },
    select: { year: true, purpose: true, facts: true, hallId: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
}

/** Grants for the hall (for the association where there is none): paid here, and those of the hall's record. */
async function grantsOf(
  id: number,
  associationId: number,
  hallId: number | null,
  programmeId: number,
  hall: Hall | null,
): Promise<EarlierGrant[]> {
  const where: Prisma.SubsidyApplicationWhereInput = {
    id: { not: id },
    programme: { programmeId },
    paidAmount: { gt: 0 },
    paidOn: { not: null },
    ...(hallId === null ? { associationId } : { hallId }),
  }
  const paid = await db.subsidyApplication.findMany({
    where,
    select: { paidOn: true, paidAmount: true, repaidAmount: true, works: true },
    orderBy: { id: 'asc' },
    take: 100,
  })
  const here = paid.flatMap(({ paidOn, paidAmount, repaidAmount, works }): EarlierGrant[] => {
    const amount = Number(paidAmount - repaidAmount)
    return paidOn && amount > 0 ? [{ on: dateToDay(paidOn), amount, work: works[0] ?? null, kind: null }] : []
  })
  // A payment is written into the hall's record too: it must not count twice.
  const again = paid.map(({ paidAmount }) => Number(paidAmount))
  const recorded = (hall?.works ?? []).flatMap(({ done, kind, subsidy }): EarlierGrant[] => {
    if (!subsidy) return []
    const known = again.indexOf(subsidy)
    if (known >= 0) {
      again.splice(known, 1)
      return []
    }
    return [{ on: done.on, amount: subsidy, work: null, kind }]
  })
  return [...here, ...recorded].sort((a, b) => (a.on < b.on ? -1 : 1))
}

/** What an association wrote last time: its purpose, and to whom it paid. For forms of one who may write. */
export async function lastWords(
  id: number,
  associationId: number,
  programmeId: number,
): Promise<{ purpose: { text: string; year: number } | null; payees: string[] }> {
  const [last, lines] = await Promise.all([
    lastOf(id, associationId, programmeId),
    db.subsidyCostLine.findMany({
      where: { application: { associationId }, payee: { not: '' } },
      distinct: ['payee'],
      select: { payee: true },
      orderBy: { id: 'desc' },
      take: 20,
    }),
  ])
  return {
    purpose: last?.purpose ? { text: last.purpose, year: last.year } : null,
    payees: lines.map(({ payee }) => payee).sort(),
  }
}
