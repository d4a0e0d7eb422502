/** What the portal knows already of an association, its hall, and what was granted before. */
import type { Actor } from '~/modules/accounts/rules'
import { hallForApplication, hallView } from '~/modules/halls/queries/hall.server'
import type { Facts } from '~/modules/subsidies/rules'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound } from '~/platform/errors'
import { type EarlierGrant, earlierGrants, type PrefillKnown } from '../rules'
import type { DraftView } from './draft.server'
import { paidApplications } from './grants.server'

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
  const paid = await paidApplications({
    id: { not: id },
    programme: { programmeId },
    ...(hallId === null ? { associationId } : { hallId }),
  })
  return earlierGrants(
    paid,
    (hall?.works ?? []).map(({ done, ...work }) => ({ ...work, on: done.on })),
  )
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
