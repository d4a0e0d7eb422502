/** 日程の中止: everybody who lives in it is told, and nobody is asked for it any more. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { sessionInScope } from '~/modules/volunteering/queries/scope.server'
import { dayOf, dayToDate, now } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { tellApplicants, tellGuardians } from '../mails.server'
import { LIVING } from '../rules'
import type { CancelSessionForm } from '../schema'
import { inTurn, lockSession, move, promote, withSession } from './engine.server'

/**
 * Cancels a session, as its host or as the centre, and tells everybody who is placed, held, offered or waiting, and
 * their guardians.
 * @throws SignInNeeded; NotFound for a session of somebody else; Stale when it has begun, was cancelled, or was changed
 */
export async function cancelSession(actor: Actor, sessionId: number, form: CancelSessionForm): Promise<void> {
  await sessionInScope(db, actor, sessionId)
  await withSession(sessionId, async (tx, session) => {
    const at = now()
    if (session.cancelled || session.startsAt <= at) throw new Stale()
    const { count } = await tx.volunteerSession.updateMany({
      where: { id: sessionId, version: form.version, cancelledOn: null },
      data: {
        cancelledOn: dayToDate(dayOf(at)),
        cancelReason: form.reason,
        version: form.version + 1,
      },
    })
    if (count !== 1) throw new Stale()
    const living = await tx.volunteerApplication.findMany({
      where: { sessionId, state: { in: [...LIVING] } },
      select: { id: true, state: true, version: true },
      orderBy: { id: 'asc' },
    })
    for (const application of living) {
      await move(tx, actor, session, application, 'refused', 'call_off')
      await tellApplicants(tx, session, application.id, 'refused', { reason: form.reason })
      await tellGuardians(tx, session, application.id, 'guardian_called_off', { reason: form.reason })
    }
    await record(tx, actor, {
      action: 'volunteer.session_cancelled',
      subjectType: 'volunteer_session',
      subjectId: sessionId,
      associationId: session.associationId,
      after: { applications: living.length },
    })
  })
}

/** Offers what has become free, for instance when the host has made more room. */
export function promoteSession(sessionId: number): Promise<number> {
  return inTurn(sessionId, () =>
    transaction(async (tx) => {
      await lockSession(tx, sessionId)
      return promote(tx, sessionId)
    }),
  )
}
