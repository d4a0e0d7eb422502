/** Rotations as their rows tell them on a day, and who keeps which. */
import { type Actor, inScope, OFFICER_KINDS, type Scope, scopesOf } from '~/modules/accounts/rules'
import { type Day, dateToDay, dayToDate } from '~/platform/clock'
import type { db, Prisma, Tx } from '~/platform/db.server'
import {
  type AbsenceKind,
  type DutyPeriod,
  type DutyUnit,
  dutyUnits,
  firstOpen,
  type KeptPlace,
  periodOf,
  rotationOf,
} from '../rules'

/**
 * Where somebody keeps rotations of this unit. Names of households are read with the right to their register alone;
 * groups are public, so that whoever keeps the officers keeps their order too.
 */
function keeperScopes(actor: Actor, unit: DutyUnit): Scope[] {
  const register = scopesOf(actor, 'household.keep')
  return unit === 'household' ? register : [...register, ...scopesOf(actor, 'officer.invite')]
}

/** The `where` of the rotations that the actor keeps. */
export function keptDuties(actor: Actor): Prisma.DutyRotationWhereInput {
  return { OR: dutyUnits.map((unit) => ({ unit, association: inScope(keeperScopes(actor, unit)) })) }
}

/** Which units go round in an association of this kind: below a council its associations, in a group its households. */
export function unitsAt(actor: Actor, association: { kind: string; path: string }): DutyUnit[] {
  const reaches = (unit: DutyUnit) =>
    keeperScopes(actor, unit).some(
      ({ path, below }) => association.path === path || (below && association.path.startsWith(path)),
    )
  if (!OFFICER_KINDS.some((kind) => kind === association.kind)) return []
  return dutyUnits.filter(
    (unit) => reaches(unit) && association.kind !== (unit === 'household' ? 'council' : 'group'),
  )
}

const unitSelect = {
  household: { select: { id: true, name: true, movedOutOn: true, association: { select: { path: true } } } },
  group: { select: { id: true, name: true, path: true } },
} as const

/** What is read of a rotation. */
export const rotationSelect = {
  id: true,
  name: true,
  unit: true,
  period: true,
  seats: true,
  version: true,
  closedOn: true,
  autoJoin: true,
  decisions: true,
  association: { select: { id: true, slug: true, name: true, kind: true, path: true, parentId: true } },
  post: { select: { id: true, name: true } },
  places: {
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      position: true,
      ...unitSelect,
      absences: {
        // Those that a decision ended are kept only so that it can be taken back.
        where: { endedIn: null },
        orderBy: { id: 'asc' },
        select: { id: true, fromPeriod: true, untilPeriod: true, kind: true, reason: true },
      },
    },
  },
  turns: { orderBy: [{ period: 'desc' }, { id: 'asc' }], select: { period: true, placeId: true } },
} satisfies Prisma.DutyRotationSelect

type Row = Prisma.DutyRotationGetPayload<{ select: typeof rotationSelect }>

/** A rotation with what follows from its rows on a day. */
export type HeldDuty = ReturnType<typeof standing>

/** What the rows of a rotation say on a day. */
export function standing(row: Row, today: Day) {
  const kind = row.period as DutyPeriod
  const present = periodOf(kind, today)
  const lastDecided = row.turns[0]?.period ?? null
  const places = row.places.map((place) => {
    const { household, group } = place
    const path = household?.association.path ?? group?.path ?? ''
    const moves = household?.movedOutOn ? dateToDay(household.movedOutOn) : null
    const gone = moves !== null && moves <= today
    return {
      id: place.id,
      // Position 0: taken out of the order; only its turns remain.
      inOrder: place.position > 0,
      stands: place.position > 0 && !gone && path.startsWith(row.association.path),
      gone,
      leaves: moves === null || gone ? null : periodOf(kind, moves),
      householdId: household?.id ?? null,
      groupId: group?.id ?? null,
      name: household?.name ?? group?.name ?? '',
      absences: place.absences.map(({ fromPeriod, untilPeriod, kind, ...rest }) => ({
        ...rest,
        from: fromPeriod,
        until: untilPeriod,
        kind: kind as AbsenceKind,
      })),
    } satisfies KeptPlace & Record<string, unknown>
  })
  const order = places.filter(({ inOrder }) => inOrder)
  return {
    ...row,
    unit: row.unit as DutyUnit,
    period: kind,
    present,
    lastDecided,
    first: firstOpen(lastDecided, present),
    places,
    rotation: rotationOf(order, row.seats, lastDecided),
  }
}

/** A rotation by its id, for those who have asked for the right; null when none is like that. */
export async function dutyBy(client: Tx | typeof db, where: Prisma.DutyRotationWhereInput, today: Day) {
  const row = await client.dutyRotation.findFirst({ where, select: rotationSelect })
  return row && standing(row, today)
}

/** The households or groups that can stand in the order of a rotation, in the order of the register. */
export async function unitsOf(
  client: Tx | typeof db,
  unit: DutyUnit,
  association: { id: number; path: string },
  today: Day,
): Promise<{ id: number; name: string }[]> {
  if (unit === 'group') {
    return client.association.findMany({
      where: { parentId: association.id, kind: { in: [...OFFICER_KINDS] } },
      orderBy: { id: 'asc' },
      select: { id: true, name: true },
    })
  }
  const households = await client.household.findMany({
    where: {
      association: { path: { startsWith: association.path } },
      OR: [{ movedOutOn: null }, { movedOutOn: { gt: dayToDate(today) } }],
    },
    orderBy: [{ associationId: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, association: { select: { id: true, name: true } } },
  })
  return households.map(({ id, name, association: group }) => ({
    id,
    name: group.id === association.id ? name : `${name}(${group.name})`,
  }))
}
