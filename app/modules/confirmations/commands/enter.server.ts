/** What officers enter for households: signed on paper, told by telephone, on a visit, by proxy; and tallies of sheets. */
import { type Actor, inScope, requireUser, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { now } from '~/platform/clock'
import { isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { noticeForOfficer, type OfficerNotice } from '../queries/officer.server'
import { keptScopes, pathInScope } from '../queries/sql.server'
import type { EnteredChannel } from '../rules'

/** The households of these ids that count, lie under the audience and in the actor's scope; kept from changing. */
async function householdsInScope(tx: Tx, actor: SignedIn, notice: OfficerNotice, ids: readonly number[]) {
  const { paths, below } = keptScopes(actor)
  const found = await tx.$queryRawUnsafe<{ id: number }[]>(
    `SELECT h.id FROM households h JOIN associations a ON a.id = h.association_id
     WHERE h.id = ANY($1::int[]) AND a.path LIKE $2 || '%' AND ${pathInScope('a.path', '$3', '$4')}
       AND ${countingHousehold('h', '$5')}
     ORDER BY h.id FOR SHARE OF h`,
    ids,
    notice.audiencePath,
    paths,
    below,
    actor.today,
  )
  if (found.length === 0) throw new NotFound()
  // One of them has moved out, or to another group, since the list was shown.
  if (found.length !== new Set(ids).size) throw new Stale()
  return found.map(({ id }) => id)
}

/**
 * Enters that households have confirmed. A household that has confirmed already stays as it is, so that the same sheet
 * can be entered twice, also by two people at once.
 * @returns how many were entered, and how many had confirmed before
 * @throws SignInNeeded, NotAllowed, NotFound for a notice or households out of reach; Stale when one no longer counts;
 *   Invalid for a proxy without a name
 */
export async function enterConfirmations(
  actor: Actor,
  noticeId: number,
  form: { householdIds: readonly number[]; channel: EnteredChannel; proxyName?: string },
): Promise<{ entered: number; already: number }> {
  const officer = requireUser(actor)
  const { channel } = form
  const proxyName = channel === 'proxy' ? (form.proxyName ?? '').trim() : null
  if (proxyName === '') throw new Invalid({ proxy_name: ['confirmations.error.proxy_name'] })
  const notice = await noticeForOfficer(officer, noticeId)
  return transaction(async (tx) => {
    const ids = await householdsInScope(tx, officer, notice, form.householdIds)
    const confirmedAt = now()
    const enteredById = officer.user.id
    const made = await tx.confirmation.createManyAndReturn({
      data: ids.map((householdId) => ({
        noticeId,
        householdId,
        channel,
        proxyName,
        confirmedAt,
        enteredById,
      })),
      skipDuplicates: true,
      select: { householdId: true },
    })
    if (made.length > 0) {
      await record(tx, officer, {
        action: 'confirmation.entered',
        subjectType: 'notice',
        subjectId: noticeId,
        associationId: notice.publisherId,
        after: { channel, households: made.map(({ householdId }) => householdId) },
      })
    }
    return { entered: made.length, already: ids.length - made.length }
  })
}

/**
 * Takes entries back that officers have made; what a household has confirmed itself stays.
 * @returns how many were taken back
 * @throws SignInNeeded, NotAllowed, NotFound, Stale as `enterConfirmations`
 */
export async function takeBackConfirmations(
  actor: Actor,
  noticeId: number,
  householdIds: readonly number[],
): Promise<number> {
  const officer = requireUser(actor)
  const notice = await noticeForOfficer(officer, noticeId)
  return transaction(async (tx) => {
    const ids = await householdsInScope(tx, officer, notice, householdIds)
    const where = { noticeId, householdId: { in: ids }, channel: { not: 'screen' as const } }
    const gone = await tx.confirmation.findMany({ where, select: { householdId: true, channel: true } })
    const { count } = await tx.confirmation.deleteMany({ where })
    if (count > 0) {
      await record(tx, officer, {
        action: 'confirmation.taken_back',
        subjectType: 'notice',
        subjectId: noticeId,
        associationId: notice.publisherId,
        before: { entries: gone.map(({ householdId, channel }) => ({ household: householdId, channel })) },
      })
    }
    return count
  })
}

/** A node that a tally may be entered for: in the actor's scope and under the audience. */
async function tallyNode(tx: Tx, officer: SignedIn, notice: OfficerNotice, associationId: number) {
  const node = await tx.association.findFirst({
    where: {
      id: associationId,
      AND: [inScope(scopesOf(officer, 'household.keep')), { path: { startsWith: notice.audiencePath } }],
    },
    select: { id: true, path: true },
  })
  if (!node) throw new NotFound()
  return node
}

/**
 * Enters the tally of a signed sheet of a group, or association, that keeps no register of households.
 * @param form `households` on the sheet and `signed` of them; `version` of the tally that is changed, none for the first
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody else has entered or changed it; Invalid when more
 *   have signed than there are, where a register is kept, or where the part above or below has a tally
 */
export async function enterTally(
  actor: Actor,
  noticeId: number,
  associationId: number,
  form: { households: number; signed: number; version?: number | null },
): Promise<void> {
  const officer = requireUser(actor)
  const { households, signed } = form
  if (signed > households) throw new Invalid({ signed: ['confirmations.error.more_signed'] })
  const notice = await noticeForOfficer(officer, noticeId)
  try {
    await transaction(async (tx) => {
      const node = await tallyNode(tx, officer, notice, associationId)
      await refuseCountedTwice(tx, officer, noticeId, node)
      const entered = { households, signed, enteredById: officer.user.id, enteredAt: now() }
      const known = await tx.paperTally.findUnique({
        where: { noticeId_associationId: { noticeId, associationId } },
        select: { households: true, signed: true, version: true },
      })
      if ((known?.version ?? null) !== (form.version ?? null)) throw new Stale()
      if (known) {
        const { count } = await tx.paperTally.updateMany({
          where: { noticeId, associationId, version: known.version },
          data: { ...entered, version: known.version + 1 },
        })
        if (count !== 1) throw new Stale()
      } else {
        await tx.paperTally.create({ data: { noticeId, associationId, ...entered }, select: { id: true } })
      }
      await record(tx, officer, {
        action: 'tally.entered',
        subjectType: 'notice',
        subjectId: noticeId,
        associationId,
        before: known ? { households: known.households, signed: known.signed } : undefined,
        after: { households, signed },
      })
    })
  } catch (error) {
    // Two who entered the first tally at the same moment.
    if (isUniqueViolation(error)) throw new Stale()
    throw error
  }
}

/** A household must not stand in two counts: in a register and on a tallied sheet, or on two sheets. */
async function refuseCountedTwice(
  tx: Tx,
  officer: SignedIn,
  noticeId: number,
  node: { id: number; path: string },
): Promise<void> {
  const [known] = await tx.$queryRawUnsafe<{ register: boolean; tally: boolean }[]>(
    `SELECT EXISTS (SELECT FROM households h JOIN associations a ON a.id = h.association_id
         WHERE a.path LIKE $1 || '%' AND ${countingHousehold('h', '$2')}) AS register,
       EXISTS (SELECT FROM paper_tallies t JOIN associations a ON a.id = t.association_id
         WHERE t.notice_id = $3 AND a.id <> $4 AND (a.path LIKE $1 || '%' OR $1 LIKE a.path || '%')) AS tally`,
    node.path,
    officer.today,
    noticeId,
    node.id,
  )
  if (known?.register) throw new Invalid({ form: ['confirmations.error.register'] })
  if (known?.tally) throw new Invalid({ form: ['confirmations.error.tally_elsewhere'] })
}

/** Takes a tally back. @throws SignInNeeded, NotAllowed, NotFound; Stale when it was changed */
export async function takeBackTally(
  actor: Actor,
  noticeId: number,
  associationId: number,
  version: number,
): Promise<void> {
  const officer = requireUser(actor)
  const notice = await noticeForOfficer(officer, noticeId)
  await transaction(async (tx) => {
    await tallyNode(tx, officer, notice, associationId)
    const { count } = await tx.paperTally.deleteMany({ where: { noticeId, associationId, version } })
    if (count !== 1) throw new Stale()
    await record(tx, officer, {
      action: 'tally.taken_back',
      subjectType: 'notice',
      subjectId: noticeId,
      associationId,
    })
  })
}
