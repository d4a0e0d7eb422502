/** What the clock does: places that were not taken in time go on, reminders, and what is deleted. */
import { JOB } from '~/modules/audit/commands.server'
import { type Day, dayOf, daysBetween, dayToDate, now } from '~/platform/clock'
import { newToken } from '~/platform/crypto.server'
import { db, type Tx, transaction } from '~/platform/db.server'
import { log } from '~/platform/log.server'
import { tellApplicants, tellGuardians } from '../mails.server'
import { CONSENT_REMIND_DAYS, HEALTH_KEPT_DAYS, REMIND_DAYS, reminderDue } from '../rules'
import { type LockedSession, move, promote, withSession } from './engine.server'
import { noteLater } from './later.server'

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
  // Only where somebody who waits fits: what can change nothing must not stand before what can.
  const room = await db.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM volunteer_sessions s WHERE s.queued > 0 AND s.taken < s.capacity AND s.cancelled_on IS NULL
      AND s.starts_at > ${at} AND EXISTS (SELECT 1 FROM volunteer_applications a
        WHERE a.session_id = s.id AND a.state = 'waiting' AND a.size <= s.capacity - s.taken)
    ORDER BY s.id LIMIT ${AT_ONCE}`
  let ended = 0
  for (const id of new Set([...due.map(({ sessionId }) => sessionId), ...room.map((row) => row.id)]))
    ended += await alone(id, () => expireIn(id))
  return ended
}

/** One session that cannot be done does not keep the others from it: it is told, and tried again in the next round. */
async function alone(sessionId: number, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    log.warn('the clock of a session failed and will try again', error, { sessionId })
    return 0
  }
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
  for (const { id, sessionId } of found)
    sent += await alone(sessionId, () =>
      withSession(sessionId, (tx, session) => remindOne(tx, session, id, today)),
    )
  return sent
}

async function remindOne(tx: Tx, session: LockedSession, id: number, today: Day): Promise<number> {
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
}

/** Persons at a time, so that no transaction holds the tables long. */
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
  const today = dayToDate(dayOf(at))
  let persons = 0
  for (;;) {
    const gone = await transaction((tx) => forgetSome(tx, today, at))
    if (gone === 0) return { notes, persons }
    persons += gone
  }
}

/** Forgets some persons with all their rows that are due; @returns how many rows */
async function forgetSome(tx: Tx, today: Date, at: Date): Promise<number> {
  const due = await tx.$queryRaw<{ id: string; sameHash: string | null }[]>`
    WITH persons AS (
      SELECT DISTINCT coalesce(same_hash, id::text) AS person FROM volunteers
      WHERE delete_on <= ${today}::date AND deleted_at IS NULL ORDER BY 1 LIMIT ${BATCH}
    )
    SELECT v.id, v.same_hash AS "sameHash" FROM volunteers v JOIN persons p ON coalesce(v.same_hash, v.id::text) = p.person
    WHERE v.delete_on <= ${today}::date AND v.deleted_at IS NULL`
  if (due.length === 0) return 0
  const ids = due.map(({ id }) => id)
  await noteLater(tx, ids)
  // One drawn at random for each person, so that their rows still count as one and nobody can reckon who it was.
  const drawn = new Map<string, string>()
  for (const { sameHash } of due)
    if (sameHash && !drawn.has(sameHash)) drawn.set(sameHash, `gone:${newToken()}`)
  const hashes = due.map(({ sameHash }) => (sameHash ? (drawn.get(sameHash) ?? null) : null))
  await tx.$executeRaw`
    UPDATE volunteers v SET person = '', key_hash = g.key_hash, same_hash = g.same_hash, user_id = NULL, deleted_at = ${at}
    FROM unnest(${ids}::uuid[], ${due.map(() => `gone:${newToken()}`)}::text[], ${hashes}::text[])
      AS g(id, key_hash, same_hash)
    WHERE v.id = g.id`
  // What guardians wrote of themselves is proof of the consent as long as there is a person who has it.
  await tx.guardianConsent.updateMany({
    where: { member: { volunteerId: { in: ids } } },
    data: { guardian: null, sentTo: null },
  })
  await tx.volunteerMember.updateMany({
    where: { volunteerId: { in: ids } },
    data: { health: null, emergency: null },
  })
  await tx.volunteerQuestion.updateMany({
    where: { volunteerId: { in: ids } },
    data: { volunteerId: null, replyTo: null },
  })
  return ids.length
}
