/** What the clock does: places that were not taken in time go on, reminders, and what is deleted. */
import { JOB } from '~/modules/audit/commands.server'
import { dayOf, daysBetween, dayToDate, now } from '~/platform/clock'
import { newToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { tellApplicants, tellGuardians } from '../mails.server'
import { CONSENT_REMIND_DAYS, HEALTH_KEPT_DAYS, REMIND_DAYS, reminderDue } from '../rules'
import { move, promote, withSession } from './engine.server'

/** So many sessions in one round: the next comes in five minutes. */
const AT_ONCE = 200

/**
 * Ends what was kept until now, held or offered, and offers the room to those who wait; who still waits when the
 * activity begins has waited in vain.
 * @returns how many applications ended
 */
export async function expire(): Promise<number> {
  const at = now()
  const due = await db.volunteerApplication.findMany({
    where: {
      OR: [{ keptUntil: { lte: at } }, { state: 'waiting', session: { startsAt: { lte: at } } }],
    },
    select: { sessionId: true },
    distinct: ['sessionId'],
    take: AT_ONCE,
  })
  // Room that nobody was offered yet: more seats, or a round that was broken off.
  const room = await db.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM volunteer_sessions s WHERE s.queued > 0 AND s.taken < s.capacity AND s.cancelled_on IS NULL
      AND s.starts_at > ${at} ORDER BY s.id LIMIT ${AT_ONCE}`
  let ended = 0
  for (const id of new Set([...due.map(({ sessionId }) => sessionId), ...room.map((row) => row.id)]))
    ended += await expireIn(id)
  return ended
}

function expireIn(sessionId: number): Promise<number> {
  return withSession(sessionId, async (tx, session) => {
    const at = now()
    const over = await tx.volunteerApplication.findMany({
      where: {
        sessionId,
        OR: [
          { state: { in: ['held', 'offered'] }, keptUntil: { lte: at } },
          ...(session.startsAt <= at ? [{ state: 'waiting' as const }] : []),
        ],
      },
      select: { id: true, state: true, version: true },
      orderBy: { id: 'asc' },
    })
    for (const application of over) {
      await move(tx, JOB, session, application, 'lapsed', 'lapse')
      await tellApplicants(tx, session, application.id, 'lapsed')
    }
    await promote(tx, sessionId)
    return over.length
  })
}

/**
 * Reminds of activities that come, and guardians and applicants of a consent that is missing.
 * @returns how many reminders
 */
export async function remind(): Promise<number> {
  const at = now()
  const today = dayOf(at)
  const soon = new Date(at.getTime() + 9 * 86_400_000)
  const found = await db.volunteerApplication.findMany({
    where: {
      session: { cancelledOn: null },
      OR: [
        { state: 'placed', session: { startsAt: { gt: at, lte: soon } } },
        { state: 'held', keptUntil: { gt: at, lte: soon } },
      ],
    },
    select: { id: true, sessionId: true },
    orderBy: { id: 'asc' },
  })
  let sent = 0
  for (const { id, sessionId } of found) {
    sent += await withSession(sessionId, async (tx, session) => {
      const application = await tx.volunteerApplication.findUnique({
        where: { id },
        select: { state: true, keptUntil: true, reminded: true, createdAt: true },
      })
      if (!application) return 0
      const { state, keptUntil, reminded } = application
      const held = state === 'held' && keptUntil !== null
      if (!held && state !== 'placed') return 0
      const left = daysBetween(today, dayOf(held ? keptUntil : session.startsAt))
      const days = held ? CONSENT_REMIND_DAYS : REMIND_DAYS
      const day = reminderDue(left, days, held ? reminded.map((number) => -number) : reminded)
      // Whoever has applied today knows it still.
      if (day === null || dayOf(application.createdAt) === today) return 0
      await tx.volunteerApplication.update({
        where: { id },
        data: { reminded: { push: held ? -day : day } },
        select: { id: true },
      })
      await tellApplicants(tx, session, id, held ? 'reminder_held' : 'reminder', { until: keptUntil })
      if (held) await tellGuardians(tx, session, id, 'guardian_again', { until: keptUntil })
      return 1
    })
  }
  return sent
}

/** Rows at a time, so that no statement holds the tables long. */
const BATCH = 500

/**
 * Deletes what is no longer needed: health notes and emergency numbers 30 days after the session, names and addresses
 * on the day that was told. Counts stay, and that two rows were one person; who it was does not.
 */
export async function forget(): Promise<{ notes: number; persons: number }> {
  const at = now()
  const before = new Date(at.getTime() - HEALTH_KEPT_DAYS * 86_400_000)
  const notes = await db.$executeRaw`
    UPDATE volunteer_members m SET health = NULL, emergency = NULL
    FROM volunteer_applications a JOIN volunteer_sessions s ON s.id = a.session_id
    WHERE a.id = m.application_id AND s.ends_at < ${before} AND (m.health IS NOT NULL OR m.emergency IS NOT NULL)`
  // What guardians wrote of themselves is proof of the consent as long as there is a person who has it.
  const today = dayToDate(dayOf(at))
  let persons = 0
  for (;;) {
    const due = await db.volunteer.findMany({
      where: { deleteOn: { lte: today }, deletedAt: null },
      select: { id: true, sameHash: true },
      take: BATCH,
    })
    if (due.length === 0) return { notes, persons }
    const ids = due.map(({ id }) => id)
    // One drawn at random for each person, so that their rows still count as one and nobody can reckon who it was.
    const drawn = new Map<string, string>()
    for (const { sameHash } of due)
      if (sameHash && !drawn.has(sameHash)) drawn.set(sameHash, `gone:${newToken()}`)
    await db.$transaction([
      ...due.map(({ id, sameHash }) =>
        db.volunteer.update({
          where: { id },
          data: {
            person: '',
            keyHash: `gone:${newToken()}`,
            sameHash: sameHash ? (drawn.get(sameHash) ?? null) : null,
            userId: null,
            deletedAt: at,
          },
          select: { id: true },
        }),
      ),
      db.guardianConsent.updateMany({
        where: { member: { volunteerId: { in: ids } } },
        data: { guardian: null, sentTo: null },
      }),
      db.volunteerMember.updateMany({
        where: { volunteerId: { in: ids } },
        data: { health: null, emergency: null },
      }),
      db.volunteerQuestion.updateMany({
        where: { volunteerId: { in: ids } },
        data: { volunteerId: null, replyTo: null },
      }),
    ])
    persons += due.length
  }
}
