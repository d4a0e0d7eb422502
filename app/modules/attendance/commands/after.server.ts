/** 振り返りと、これからも手伝う人: what somebody does for themselves after an activity. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import type { ReflectionForm } from '../schema'
import { ownVolunteer } from '../scope.server'
import { certify } from './certify.server'

/**
 * Keeps the reflection of one who came, written first or corrected, and issues the certificate that waited for it.
 * @param key of the person's own address, or `account`
 * @throws NotFound for what is not theirs, or to which they did not come; SignInNeeded
 */
export async function saveReflection(actor: Actor, key: string, form: ReflectionForm): Promise<void> {
  await transaction(async (tx) => {
    const { ids, by } = await ownVolunteer(tx, actor, key)
    const came = await tx.volunteerMember.findFirst({
      where: {
        id: form.member,
        volunteerId: { in: ids },
        attendance: 'attended',
        application: { state: 'placed', session: { closedAt: { not: null } } },
      },
      select: { reflection: { select: { id: true } } },
    })
    if (!came) throw new NotFound()
    const { member: memberId, did, learned, again, mayShow } = form
    const said = { did, learned, again, mayShow }
    await tx.volunteerReflection.upsert({
      where: { memberId },
      create: { memberId, ...said },
      update: said,
      select: { id: true },
    })
    await record(tx, by, {
      action: came.reflection ? 'volunteer_reflection.changed' : 'volunteer_reflection.written',
      subjectType: 'volunteer_member',
      subjectId: memberId,
      after: { again, shown: mayShow },
    })
    await certify(tx, by, memberId).catch((error) => {
      // One that was taken back stays so; what was written is kept all the same.
      if (!(error instanceof Stale)) throw error
    })
  })
}

/** The associations whose activities this person has come to. */
const cameTo = (tx: Tx, ids: string[], associationId: number) =>
  tx.volunteerMember.count({
    where: {
      volunteerId: { in: ids },
      attendance: 'attended',
      application: { state: 'placed', session: { place: { host: { associationId } } } },
    },
  })

/**
 * Joins as an occasional helper of an association to whose activity one came.
 * @throws NotFound for any other association; Invalid without the agreement; Stale when they are one already
 */
export async function joinHelpers(
  actor: Actor,
  key: string,
  associationId: number,
  agreed: boolean,
): Promise<void> {
  if (!agreed) throw new Invalid({ agreed: ['attendance.helper.error.agreed'] })
  await transaction(async (tx) => {
    const { id: volunteerId, ids, by } = await ownVolunteer(tx, actor, key)
    if ((await cameTo(tx, ids, associationId)) === 0) throw new NotFound()
    await tx.$executeRaw`
      SELECT FROM volunteers WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
    const pair = { associationId, volunteerId }
    const standing = await tx.volunteerHelper.count({
      where: { associationId, volunteerId: { in: ids }, endedAt: null },
    })
    if (standing > 0) throw new Stale()
    await tx.volunteerHelper.upsert({
      where: { associationId_volunteerId: pair },
      create: { ...pair, joinedAt: now() },
      update: { joinedAt: now(), endedAt: null },
      select: { id: true },
    })
    await record(tx, by, {
      action: 'volunteer_helper.joined',
      subjectType: 'association',
      subjectId: associationId,
      associationId,
    })
  })
}

/** Helps no more. @throws NotFound, SignInNeeded; Stale when they are no helper */
export async function leaveHelpers(actor: Actor, key: string, associationId: number): Promise<void> {
  await transaction(async (tx) => {
    const { ids, by } = await ownVolunteer(tx, actor, key)
    const { count } = await tx.volunteerHelper.updateMany({
      where: { associationId, volunteerId: { in: ids }, endedAt: null },
      data: { endedAt: now() },
    })
    if (count === 0) throw new Stale()
    await record(tx, by, {
      action: 'volunteer_helper.left',
      subjectType: 'association',
      subjectId: associationId,
      associationId,
    })
  })
}
