/**
 * Writes the about 300 AEDs of the demonstration city, with their parts, checks, reports and what happened to them.
 * Each is marked as invented, and the pages say so.
 */
import { randomUUID } from 'node:crypto'
import { dayOf, dayToDate, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { Prisma } from '../generated/client'
import { planAeds } from './aed-plan'
import { CITY } from './associations'
import type { TownPlace } from './places'

type KnownHall = {
  id: number
  name: string
  address: string
  latitude: number | null
  longitude: number | null
  districtId: number | null
}

/** Which association keeps the AEDs of a town's hall, and its halls, each given once. */
async function hallKeepers(tx: Tx) {
  const [towns, halls] = await Promise.all([
    tx.associationTown.findMany({
      where: { association: { kind: 'neighbourhood' } },
      select: { associationId: true, town: { select: { name: true } } },
      orderBy: { associationId: 'asc' },
    }),
    tx.hallAssociation.findMany({
      where: { association: { kind: 'neighbourhood' }, hall: { latitude: { not: null } } },
      select: {
        associationId: true,
        hall: {
          select: { id: true, name: true, address: true, latitude: true, longitude: true, districtId: true },
        },
      },
      orderBy: { hallId: 'asc' },
    }),
  ])
  const associations = new Map(towns.map(({ town, associationId }) => [town.name, associationId]))
  const given = new Set<number>()
  return (town: string): { associationId: number | null; hall: KnownHall | null } => {
    const associationId = associations.get(town) ?? null
    const hall =
      halls.find((of) => of.associationId === associationId && !given.has(of.hall.id))?.hall ?? null
    if (hall) given.add(hall.id)
    return { associationId, hall }
  }
}

/** Writes the AEDs; those at halls stand at an invented hall of their own association, where it has one. */
export async function createAeds(
  tx: Tx,
  known: {
    towns: readonly TownPlace[]
    ids: ReadonlyMap<string, number>
    districtIds: ReadonlyMap<string, number>
    author: string
  },
): Promise<void> {
  const today = dayOf(now())
  const planned = planAeds(known.towns, today)
  const hallKeeper = await hallKeepers(tx)
  const rows = planned.map((aed) => {
    const {
      town: _,
      district,
      told,
      checkedOn,
      keeper,
      atHall,
      parts,
      checks,
      reports,
      incident,
      ...columns
    } = aed
    const { associationId, hall } = atHall ? hallKeeper(aed.town) : { associationId: null, hall: null }
    return {
      ...columns,
      ...(hall && {
        name: hall.name,
        address: hall.address,
        latitude: hall.latitude,
        longitude: hall.longitude,
      }),
      organisation: hall?.name ?? aed.name,
      districtId: hall?.districtId ?? known.districtIds.get(district),
      hours: told.hours ?? Prisma.DbNull,
      daysText: told.days,
      startText: told.start,
      endText: told.end,
      hoursText: told.note,
      checkedOn: checkedOn && dayToDate(checkedOn),
      associationId: keeper === 'city' ? (known.ids.get(CITY) ?? null) : associationId,
      hallId: hall?.id,
      boxCode: randomUUID(),
      invented: true,
    }
  })
  const created = await tx.aed.createManyAndReturn({ select: { id: true, boxCode: true }, data: rows })
  const idOf = new Map(created.map(({ id, boxCode }) => [boxCode, id]))
  const each = planned.map((aed, i) => ({ aed, aedId: idOf.get(rows[i]?.boxCode ?? '') ?? 0 }))
  await tx.aedPart.createMany({
    data: each.flatMap(({ aed, aedId }) =>
      aed.parts.map(({ kind, installedOn, expiresOn }) => ({
        aedId,
        kind,
        installedOn: dayToDate(installedOn),
        expiresOn: dayToDate(expiresOn),
        createdAt: dayToDate(installedOn),
      })),
    ),
  })
  await tx.aedCheck.createMany({
    data: each.flatMap(({ aed, aedId }) =>
      aed.checks.map((check) => ({ ...check, aedId, checkedOn: dayToDate(check.checkedOn) })),
    ),
  })
  await tx.aedIncident.createMany({
    data: each.flatMap(({ aed: { incident }, aedId }) =>
      incident ? [{ ...incident, aedId, happenedOn: dayToDate(incident.happenedOn) }] : [],
    ),
  })
  await tx.aedReport.createMany({
    data: each.flatMap(({ aed, aedId }) =>
      aed.reports.map(({ kind, text, daysAgo, answer }) => {
        const createdAt = new Date(now().getTime() - daysAgo * 86_400_000)
        const answered = answer
          ? {
              state: 'answered' as const,
              answer,
              answeredById: known.author,
              answeredAt: addTwoDays(createdAt),
            }
          : {}
        return { aedId, kind, text, createdAt, submissionId: randomUUID(), ...answered }
      }),
    ),
  })
}

const addTwoDays = (date: Date) => new Date(date.getTime() + 2 * 86_400_000)
