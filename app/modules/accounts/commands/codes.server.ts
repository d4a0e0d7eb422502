/** 会員確認コード: made by an officer, printed on a paper circular. */
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { clearLetters } from '~/platform/crypto.server'
import { transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { type Actor, MEMBER_KINDS, requireUser } from '../rules'
import { associationInScope } from '../scope.server'

/** Eight of thirty letters and digits: 39 bits, against ten attempts an hour. */
const LENGTH = 8

/** So many codes of one association can be in use at the same time. */
export const MOST_CODES = 20

/**
 * Makes a code that confirms memberships for a number of days.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when too many are in use
 */
export async function createMembershipCode(
  actor: Actor,
  associationId: number,
  days = 90,
): Promise<{ id: number }> {
  const { user } = requireUser(actor)
  return transaction(async (tx) => {
    const association = await associationInScope(tx, actor, 'member.confirm', associationId)
    if (!MEMBER_KINDS.some((kind) => kind === association.kind)) throw new NotFound()
    const at = now()
    const inUse = await tx.membershipCode.count({
      where: { associationId, revokedAt: null, validUntil: { gt: at } },
    })
    if (inUse >= MOST_CODES)
      throw new Invalid({ days: [`accounts.members.error.too_many_codes?max=${MOST_CODES}`] })
    const validUntil = new Date(at.getTime() + days * 86_400_000)
    const { id } = await tx.membershipCode.create({
      data: { associationId, code: clearLetters(LENGTH), validUntil, createdById: user.id },
      select: { id: true },
    })
    await record(tx, actor, {
      action: 'membership_code.created',
      subjectType: 'membership_code',
      subjectId: id,
      associationId,
      after: { validUntil: validUntil.toISOString() },
    })
    return { id }
  })
}

/** Stops a code from being used. @throws SignInNeeded, NotAllowed, NotFound; Stale when it was stopped already */
export async function revokeMembershipCode(actor: Actor, codeId: number): Promise<void> {
  requireUser(actor)
  await transaction(async (tx) => {
    const found = await tx.membershipCode.findUnique({
      where: { id: codeId },
      select: { associationId: true },
    })
    if (!found) throw new NotFound()
    await associationInScope(tx, actor, 'member.confirm', found.associationId)
    const { count } = await tx.membershipCode.updateMany({
      where: { id: codeId, revokedAt: null },
      data: { revokedAt: now() },
    })
    if (count !== 1) throw new Stale()
    await record(tx, actor, {
      action: 'membership_code.revoked',
      subjectType: 'membership_code',
      subjectId: codeId,
      associationId: found.associationId,
    })
  })
}
