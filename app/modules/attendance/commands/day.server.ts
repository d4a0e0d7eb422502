/** 締め切りと訂正: closing the day of a session, and putting right what was marked. */

import { type Actor, denied, mayInPortal, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { queueMail } from '~/modules/notifications/commands.server'
import { mailedKeyOf, openPerson } from '~/modules/participation/queries/person.server'
import { sessionInScope } from '~/modules/volunteering/queries/scope.server'
import { now } from '~/platform/clock'
import { hashToken, newToken } from '~/platform/crypto.server'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { portalUrl } from '~/platform/settings.server'
import { certificateNeed, deskState, mayCorrect } from '../rules'
import type { CorrectForm } from '../schema'
import { holdSession, type Opener, openDesk } from '../scope.server'
import { certify, correctCertificate } from './certify.server'

/**
 * Closes the session: everybody is marked. Those who are not yet count as not come where the closer says so.
 * @throws as `openDesk`; Invalid while somebody is unmarked; Stale before the day, and once it is closed
 */
export async function closeSession(opener: Opener, sessionId: number, rest: boolean): Promise<void> {
  await transaction(async (tx) => {
    await holdSession(tx, sessionId)
    const { session, by, role } = await openDesk(tx, opener, sessionId)
    const state = deskState(session, opener.actor.today, role)
    if (state !== 'open') throw new Stale(`desk_${state}`)
    if (session.startsAt > now()) throw new Stale('desk_before')
    const unmarked = { application: { sessionId, state: 'placed' as const }, attendance: 'unknown' as const }
    const left = await tx.volunteerMember.count({ where: unmarked })
    if (left > 0 && !rest) throw new Invalid({ rest: ['attendance.close.error.rest'] })
    if (left > 0) {
      await tx.volunteerMember.updateMany({
        where: unmarked,
        data: { attendance: 'absent', markedAt: now() },
      })
    }
    const { count } = await tx.volunteerSession.updateMany({
      where: { id: sessionId, closedAt: null },
      data: { closedAt: now() },
    })
    if (count !== 1) throw new Stale('desk_closed')
    await record(tx, by, {
      action: 'volunteer_session.closed',
      subjectType: 'volunteer_session',
      subjectId: sessionId,
      associationId: session.place.host.associationId,
      after: { absent: left },
    })
    await thank(tx, sessionId, session.place)
  })
}

/** Thanks everybody who came and can be written to, and leads to the reflection with which the certificate comes. */
async function thank(
  tx: Tx,
  sessionId: number,
  place: { title: string; orientation: boolean; programme: { kind: 'experience' | 'lecture' } },
): Promise<void> {
  const came = { kind: place.programme.kind, orientation: place.orientation, attendance: 'attended' }
  if (certificateNeed({ ...came, closed: true, reflected: true })) return
  const members = await tx.volunteerMember.findMany({
    where: { application: { sessionId, state: 'placed' }, attendance: 'attended' },
    select: { id: true, volunteer: { select: { id: true, person: true, language: true } } },
  })
  for (const { id, volunteer } of members) {
    const { email } = openPerson(volunteer.person)
    if (!email) continue
    const t = translator(volunteer.language)
    const url = portalUrl(`/volunteering/mine/${mailedKeyOf(volunteer.id, email)}/reflection?member=${id}`)
    await queueMail(tx, {
      recipient: email,
      subject: t('attendance.mail.thanks.subject', { title: place.title }),
      text: t('attendance.mail.thanks.text', { title: place.title, url }),
    })
  }
}

/**
 * Corrects what was marked, after the closing, with a reason: who came, and the minutes that count.
 * @throws SignInNeeded, NotFound; NotAllowed for a host after some weeks; Stale when it is no longer as it was seen;
 * Invalid
 */
export async function correctAttendance(actor: Actor, sessionId: number, form: CorrectForm): Promise<void> {
  await transaction(async (tx) => {
    await holdSession(tx, sessionId)
    const session = await sessionInScope(tx, actor, sessionId)
    if (!session.closedAt) throw new Stale('desk_not_closed')
    const by = mayInPortal(actor, 'volunteer.run') ? 'centre' : 'host'
    if (!mayCorrect(session, by, actor.today)) denied(actor)
    const length = Math.round((session.endsAt.getTime() - session.startsAt.getTime()) / 60_000)
    if (form.minutes !== null && form.minutes > Math.max(length, session.minutes)) {
      throw new Invalid({ minutes: ['attendance.correct.error.minutes'] })
    }
    const mine = { id: form.member, application: { sessionId, state: 'placed' as const } }
    const found = await tx.volunteerMember.findFirst({
      where: mine,
      select: { attendance: true, minutes: true },
    })
    if (!found) throw new NotFound()
    const minutes = form.attendance === 'attended' && form.minutes !== session.minutes ? form.minutes : null
    const { count } = await tx.volunteerMember.updateMany({
      where: { ...mine, attendance: form.was },
      data: { attendance: form.attendance, minutes, markedAt: now() },
    })
    if (count !== 1) throw new Stale()
    await correctCertificate(tx, actor, form.member)
    await record(tx, requireUser(actor), {
      action: 'volunteer_attendance.corrected',
      subjectType: 'volunteer_session',
      subjectId: sessionId,
      associationId: session.place.host.associationId,
      before: { state: found.attendance, minutes: found.minutes },
      after: { state: form.attendance, minutes, because: form.reason, member: form.member },
    })
  })
}

/**
 * Makes the key of the day anew, for a sheet with its code: one that was printed before opens nothing any more.
 * @returns the key, which is stored nowhere
 * @throws SignInNeeded, NotFound; Stale for a session that is cancelled
 */
export async function makeDeskKey(actor: Actor, sessionId: number): Promise<string> {
  const key = newToken()
  await transaction(async (tx) => {
    const session = await sessionInScope(tx, actor, sessionId)
    if (session.cancelledOn) throw new Stale('desk_cancelled')
    await tx.volunteerSession.update({
      where: { id: sessionId },
      data: { deskKeyHash: hashToken(key) },
      select: { id: true },
    })
    await record(tx, requireUser(actor), {
      action: 'volunteer_session.key_made',
      subjectType: 'volunteer_session',
      subjectId: sessionId,
      associationId: session.place.host.associationId,
    })
  })
  return key
}

/** The session, for the centre. @throws SignInNeeded, NotAllowed for a host, NotFound */
async function centreSession(tx: Tx, actor: Actor, sessionId: number) {
  const session = await sessionInScope(tx, actor, sessionId)
  if (!mayInPortal(actor, 'volunteer.run')) denied(actor)
  return session
}

/**
 * Issues the certificate of somebody who has handed in the reflection on paper. For the centre.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale where something stands in the way
 */
export async function certifyOnPaper(actor: Actor, sessionId: number, memberId: number): Promise<void> {
  await transaction(async (tx) => {
    await centreSession(tx, actor, sessionId)
    const mine = { id: memberId, application: { sessionId, state: 'placed' as const } }
    if ((await tx.volunteerMember.count({ where: mine })) === 0) throw new NotFound()
    if (!(await certify(tx, actor, memberId, true))) throw new Stale()
  })
}

/** Takes a certificate back. For the centre. @throws SignInNeeded, NotAllowed, NotFound; Stale when none holds */
export async function revokeCertificate(actor: Actor, sessionId: number, memberId: number): Promise<void> {
  await transaction(async (tx) => {
    const session = await centreSession(tx, actor, sessionId)
    const { count } = await tx.certificate.updateMany({
      // Also one that a correction has taken back: from now on no correction gives it again.
      where: { memberId, revokedBy: { not: 'centre' }, member: { application: { sessionId } } },
      data: { revokedAt: now(), revokedBy: 'centre' },
    })
    if (count !== 1) throw new Stale()
    await record(tx, requireUser(actor), {
      action: 'certificate.revoked',
      subjectType: 'volunteer_member',
      subjectId: memberId,
      associationId: session.place.host.associationId,
    })
  })
}
