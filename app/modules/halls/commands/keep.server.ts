/** Finding and locking the hall that a command changes: what all commands of halls have in common. */
import { type Actor, requireUser, type SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import type { Prisma, Tx } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { type SeismicRow, seismicRecord } from '../queries/record.server'
import { hallsInScope, refuseHall } from '../queries/scope.server'
import { stateOf } from '../rules'

const select = {
  id: true,
  version: true,
  closedOn: true,
  associations: {
    select: { associationId: true, association: { select: { path: true } } },
    orderBy: { associationId: 'asc' },
  },
} as const satisfies Prisma.HallSelect

const seismicSelect = {
  structure: true,
  confirmedOn: true,
  confirmedPrecision: true,
  startedOn: true,
  startedPrecision: true,
  completedOn: true,
  completedPrecision: true,
  diagnoses: { select: { diagnosedOn: true, method: true, score: true, result: true } },
  works: { select: { kind: true, completedOn: true, precision: true, scoreAfter: true } },
} as const satisfies Prisma.HallSelect

type KeptHall = Prisma.HallGetPayload<{ select: typeof select }>

/**
 * Locks a hall that the actor keeps: whoever changes a hall, its diagnoses, works or files goes one after the other.
 * @param version as the form showed it; left out where the caller has read the hall in the same transaction
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody else has changed it since
 */
export async function keepHall(
  tx: Tx,
  actor: Actor,
  id: number,
  version?: number,
): Promise<{ keeper: SignedIn; hall: KeptHall }> {
  await tx.$executeRaw`SELECT 1 FROM halls WHERE id = ${id} FOR UPDATE`
  const hall = await tx.hall.findFirst({ where: { id, ...hallsInScope(actor, 'hall.keep') }, select })
  if (!hall) return refuseHall(tx, actor, id)
  if (version !== undefined && hall.version !== version) throw new Stale()
  return { keeper: requireUser(actor), hall }
}

/** The seismic state of a hall as it stands in this transaction. */
async function stateIn(tx: Tx, id: number) {
  const row: SeismicRow = await tx.hall.findUniqueOrThrow({ where: { id }, select: seismicSelect })
  return stateOf(seismicRecord(row))
}

/**
 * Does one thing to a hall and counts its version on; the trail says what, with the state of the hall before and after.
 * @param work returns what the trail is told besides; ids, fields and counts only
 */
export async function changeHall<R extends Prisma.InputJsonObject>(
  tx: Tx,
  actor: Actor,
  id: number,
  version: number | undefined,
  action: string,
  work: (hall: KeptHall, keeper: SignedIn) => Promise<R | null>,
): Promise<R | null> {
  const { hall, keeper } = await keepHall(tx, actor, id, version)
  const before = await stateIn(tx, id)
  const told = await work(hall, keeper)
  if (told === null) return null
  await tx.hall.update({
    where: { id },
    data: { version: hall.version + 1, updatedAt: now() },
    select: { id: true },
  })
  await record(tx, keeper, {
    action,
    subjectType: 'hall',
    subjectId: id,
    associationId: hall.associations[0]?.associationId ?? null,
    before: { state: before, version: hall.version },
    after: { state: await stateIn(tx, id), version: hall.version + 1, ...told },
  })
  return told
}
