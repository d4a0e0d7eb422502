/** 出欠をつける: marks and walk-ins from the desk, one by one or as a phone has kept them. */

import { randomUUID } from 'node:crypto'
import { record } from '~/modules/audit/commands.server'
import { queueMail } from '~/modules/notifications/commands.server'
import {
  keyOf,
  openPerson,
  type Person,
  sameHashOf,
  sealPerson,
} from '~/modules/participation/queries/person.server'
import { CONSENT_VERSION, deleteDayOf, isLiving, schoolYearEnd } from '~/modules/participation/rules'
import { needsConsent } from '~/modules/volunteering/rules'
import { dayOf, dayToDate, now } from '~/platform/clock'
import { clearLetters, hashToken, newToken } from '~/platform/crypto.server'
import { raisedDetail, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, PortalError, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { portalUrl } from '~/platform/settings.server'
import { deskState, type MarkAnswer, soundTime, takeMark } from '../rules'
import { type MarkForm, type SentMark, type SentMarks, sentMark, type WalkInForm } from '../schema'
import { holdSession, type OpenDesk, type Opener, openDesk } from '../scope.server'

/** The desk, held, if marks can be made now. @throws as `openDesk`; Stale before the day, and once it is closed */
async function markingDesk(tx: Tx, opener: Opener, sessionId: number): Promise<OpenDesk> {
  await holdSession(tx, sessionId)
  const desk = await openDesk(tx, opener, sessionId)
  const state = deskState(desk.session, opener.actor.today, desk.role)
  if (state !== 'open') throw new Stale(`desk_${state}`)
  return desk
}

/**
 * Marks one person. Of several marks the one that was made last holds, however they arrive.
 * @throws as `openDesk`; Stale; NotFound for somebody who is not placed in this session
 */
export async function markPerson(opener: Opener, sessionId: number, form: MarkForm): Promise<MarkAnswer> {
  return transaction(async (tx) => {
    const { session, by } = await markingDesk(tx, opener, sessionId)
    const standing = await tx.volunteerMember.findFirst({
      where: { id: form.member, application: { sessionId, state: 'placed' } },
      select: { attendance: true, markKey: true, markedAt: true },
    })
    if (!standing) throw new NotFound()
    const at = soundTime(form.at ?? now(), session, now())
    const answer = takeMark(standing, { key: form.mark, attendance: form.attendance, at })
    if (answer !== 'taken') return answer
    await tx.volunteerMember.update({
      where: { id: form.member },
      data: {
        attendance: form.attendance,
        arrivedAt: form.attendance === 'attended' ? at : null,
        markKey: form.mark,
        markedAt: at,
      },
      select: { id: true },
    })
    await record(tx, by, {
      action: 'volunteer_attendance.marked',
      subjectType: 'volunteer_session',
      subjectId: sessionId,
      associationId: session.place.host.associationId,
      before: { state: standing.attendance },
      after: { state: form.attendance, member: form.member },
    })
    return answer
  })
}

/**
 * Takes in somebody who has not applied, as far as there is room: that of those who are neither here nor expected.
 * A minor comes with a guardian's consent on paper, which the host keeps.
 * @returns `known` when this very walk-in was sent before
 * @throws as `openDesk`; Stale, also `desk_full`; Invalid
 */
export async function takeWalkIn(
  opener: Opener,
  sessionId: number,
  form: WalkInForm,
): Promise<{ answer: MarkAnswer; code: string }> {
  try {
    return await transaction((tx) => walkIn(tx, opener, sessionId, form))
  } catch (error) {
    throw raisedDetail(error, 'PT002') !== null ? new Stale('desk_full') : error
  }
}

async function walkIn(tx: Tx, opener: Opener, sessionId: number, form: WalkInForm) {
  const { session, by } = await markingDesk(tx, opener, sessionId)
  const known = await tx.volunteerMember.findFirst({
    // Kept when they are marked again, so that a walk-in that is sent once more stays one.
    where: { madeKey: form.mark, application: { sessionId } },
    select: { code: true },
  })
  if (known) return { answer: 'known' as const, code: known.code }
  const minor = needsConsent(form.stage)
  if (!session.place.stages.includes(form.stage)) {
    throw new Invalid({ stage: ['attendance.walk_in.error.stage'] })
  }
  const before = await appliedBefore(tx, sessionId, form.code)
  if (minor && !form.consent && !before?.consented) {
    throw new Invalid({ consent: ['attendance.walk_in.error.consent'] })
  }
  const typed: Person = {
    familyName: form.familyName,
    givenName: form.givenName,
    familyReading: form.familyReading,
    givenReading: form.givenReading,
    email: form.email ?? '',
    phone: '',
    school: '',
  }
  const person = before ? { ...before.person, email: form.email ?? before.person.email } : typed
  const at = soundTime(form.at ?? now(), session, now())
  const day = dayOf(session.startsAt)
  const volunteerId = randomUUID()
  const key = keyOf(volunteerId)
  await tx.volunteer.create({
    data: {
      id: volunteerId,
      person: sealPerson(person),
      // One person is counted once, also when they waited in vain and came all the same.
      sameHash: before?.sameHash ?? sameHashOf(person),
      userId: before?.userId,
      keyHash: hashToken(key),
      stage: form.stage,
      deleteOn: dayToDate(deleteDayOf(day)),
    },
    select: { id: true },
  })
  const code = clearLetters(6)
  const consent = {
    tokenHash: hashToken(newToken()),
    textVersion: CONSENT_VERSION,
    expiresOn: dayToDate(schoolYearEnd(day)),
    givenAt: now(),
  }
  const { id } = await tx.volunteerApplication.create({
    data: {
      sessionId,
      state: 'placed',
      walkIn: true,
      events: { create: { state: 'placed', verb: 'apply', byId: opener.actor.user?.id ?? null } },
      members: {
        create: {
          volunteerId,
          leads: true,
          stage: form.stage,
          needsConsent: minor,
          attendance: 'attended',
          code,
          arrivedAt: at,
          markKey: form.mark,
          madeKey: form.mark,
          markedAt: at,
          consents: minor ? { create: consent } : undefined,
        },
      },
    },
    select: { id: true },
  })
  if (person.email) {
    const t = translator('ja')
    await queueMail(tx, {
      recipient: person.email,
      subject: t('attendance.mail.walk_in.subject', { title: session.place.title }),
      text: t('attendance.mail.walk_in.text', {
        title: session.place.title,
        url: portalUrl(`/volunteering/mine/${key}/record`),
      }),
    })
  }
  await record(tx, by, {
    action: 'volunteer_attendance.walk_in',
    subjectType: 'volunteer_session',
    subjectId: sessionId,
    associationId: session.place.host.associationId,
    after: { application: id, stage: form.stage },
  })
  return { answer: 'taken' as const, code }
}

/**
 * Whoever has applied for this session without being placed, by their 受付番号: the same person, who counts once.
 * @throws Invalid for a number of nobody, and of somebody who stands on the list
 */
async function appliedBefore(tx: Tx, sessionId: number, typed: string) {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
  if (typed.trim() === '') return null
  const found = await tx.volunteerMember.findFirst({
    where: { code, application: { sessionId } },
    select: {
      application: { select: { id: true, state: true, size: true } },
      consents: { where: { givenAt: { not: null }, revokedAt: null }, select: { id: true } },
      volunteer: { select: { id: true, person: true, sameHash: true, userId: true } },
    },
  })
  if (!found?.volunteer.person) throw new Invalid({ code: ['attendance.walk_in.error.code'] })
  if (found.application.state === 'placed') throw new Invalid({ code: ['attendance.walk_in.error.placed'] })
  const { volunteer, application } = found
  // Their own wait is over; that of friends who applied together goes on.
  if (application.size === 1 && isLiving(application.state)) {
    await tx.volunteerApplication.update({
      where: { id: application.id },
      data: {
        state: 'cancelled',
        version: { increment: 1 },
        events: { create: { state: 'cancelled', verb: 'cancel' } },
      },
      select: { id: true },
    })
  }
  // A friend of whom the first one gave the name alone has no hash yet: both rows get one that is drawn.
  const sameHash = volunteer.sameHash ?? `drawn:${newToken()}`
  if (!volunteer.sameHash) {
    await tx.volunteer.update({ where: { id: volunteer.id }, data: { sameHash }, select: { id: true } })
  }
  return {
    person: openPerson(volunteer.person),
    sameHash,
    userId: volunteer.userId,
    consented: found.consents.length > 0,
  }
}

/**
 * まちがいでした: takes out somebody who was entered as a walk-in by mistake. They count nowhere, and their place is free.
 * @throws as `openDesk`; Stale; NotFound for anybody who is not a walk-in of this session
 */
export async function undoWalkIn(opener: Opener, sessionId: number, memberId: number): Promise<void> {
  await transaction(async (tx) => {
    const { session, by } = await markingDesk(tx, opener, sessionId)
    const found = await tx.volunteerMember.findFirst({
      where: { id: memberId, application: { sessionId, walkIn: true, state: 'placed' } },
      select: { applicationId: true },
    })
    if (!found) throw new NotFound()
    await tx.volunteerMember.update({
      where: { id: memberId },
      data: { attendance: 'unknown', arrivedAt: null, markedAt: now() },
      select: { id: true },
    })
    await tx.volunteerApplication.update({
      where: { id: found.applicationId },
      data: {
        state: 'cancelled',
        version: { increment: 1 },
        events: { create: { state: 'cancelled', verb: 'cancel', byId: opener.actor.user?.id ?? null } },
      },
      select: { id: true },
    })
    await record(tx, by, {
      action: 'volunteer_attendance.walk_in_undone',
      subjectType: 'volunteer_session',
      subjectId: sessionId,
      associationId: session.place.host.associationId,
      after: { application: found.applicationId },
    })
  })
}

/** What became of one of the marks that a phone had kept; `refused` names the key of `errors`. */
type Outcome = { mark: string; answer: MarkAnswer | 'refused'; why?: string; code?: string }

/**
 * Takes what a phone has kept, in the order in which it was made, each by itself: one that cannot be taken holds up
 * none of the others, and the phone is told why.
 * @throws as `openDesk`, before anything is taken
 */
export async function takeKeptMarks(opener: Opener, sessionId: number, marks: SentMarks): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const one of marks) {
    const read = sentMark.safeParse(one)
    if (read.success) outcomes.push(await takeOne(opener, sessionId, read.data))
    else outcomes.push({ mark: one.mark, answer: 'refused', why: read.error.issues[0]?.message })
  }
  return outcomes
}

async function takeOne(opener: Opener, sessionId: number, one: SentMark): Promise<Outcome> {
  try {
    if (one.kind === 'mark') {
      return { mark: one.mark, answer: await markPerson(opener, sessionId, one) }
    }
    return { mark: one.mark, ...(await takeWalkIn(opener, sessionId, one)) }
  } catch (error) {
    if (!(error instanceof PortalError)) throw error
    const [first] = error instanceof Invalid ? Object.values(error.errors).flat() : []
    return { mark: one.mark, answer: 'refused', why: first ?? `errors.${error.key}.why` }
  }
}
