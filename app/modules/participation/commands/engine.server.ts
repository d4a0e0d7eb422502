/** What every command of participation does in its one transaction: the lock, the moves, and who is asked next. */
import { type Auditee, JOB, record } from '~/modules/audit/commands.server'
import type { PlaceState, ProgrammeKind, ProgrammeState } from '~/modules/volunteering/rules'
import { type Day, now } from '~/platform/clock'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { type ToldSession, tellApplicants, tellGuardians } from '../mails.server'
import { isComplete, openPerson } from '../queries/person.server'
import {
  type ApplicationState,
  type ApplicationVerb,
  allConsented,
  holdEnds,
  isLiving,
  LIVING,
  mayMove,
  offerEnds,
  promoted,
} from '../rules'

/** Who waits for which session, in this process. */
const turns = new Map<number, Promise<unknown>>()

/**
 * Runs a session's commands one after another, so that five hundred who apply at once wait here and do not hold the
 * connections of everybody else. It orders nothing between processes: that is what the lock of the row is for.
 */
export function inTurn<T>(sessionId: number, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(sessionId) ?? Promise.resolve()).then(work)
  const over = mine.then(
    () => {},
    () => {},
  )
  turns.set(sessionId, over)
  void over.then(() => {
    if (turns.get(sessionId) === over) turns.delete(sessionId)
  })
  return mine
}

export type LockedSession = ToldSession & {
  id: number
  placeId: number
  hostId: number
  associationId: number | null
  capacity: number
  /** Persons with a place; on the day also who came without having applied */
  taken: number
  queued: number
  cancelled: boolean
  offerHours: number
  consentDays: number
  /** What decides whether anybody may apply */
  placeState: PlaceState
  programmeState: ProgrammeState
  kind: ProgrammeKind
  stages: string[]
  together: boolean
  groupMost: number
  applyFrom: Day
  applyUntil: Day
}

/**
 * The session, its row locked to the end of the transaction: everybody who changes its room takes this lock first.
 * @throws NotFound
 */
export async function lockSession(tx: Tx, id: number): Promise<LockedSession> {
  const [session] = await tx.$queryRaw<LockedSession[]>`
    SELECT s.id, s.place_id AS "placeId", s.capacity, s.queued,
      s.taken + (SELECT count(*)::int FROM volunteer_applications a JOIN volunteer_members m ON m.application_id = a.id
        WHERE a.session_id = s.id AND a.walk_in AND a.state = 'placed' AND m.attendance <> 'absent') AS taken,
      s.starts_at AS "startsAt",
      s.ends_at AS "endsAt", s.cancelled_on IS NOT NULL AS cancelled, p.title, p.venue, p.host_id AS "hostId",
      h.name AS "hostName", h.association_id AS "associationId", g.offer_hours AS "offerHours",
      g.consent_days AS "consentDays", p.state::text AS "placeState", g.state::text AS "programmeState", g.kind::text AS kind,
      p.stages, p.together, g.group_most AS "groupMost", g.apply_from::text AS "applyFrom",
      g.apply_until::text AS "applyUntil"
    FROM volunteer_sessions s JOIN volunteer_places p ON p.id = s.place_id
      JOIN volunteer_hosts h ON h.id = p.host_id JOIN volunteer_programmes g ON g.id = p.programme_id
    WHERE s.id = ${id} FOR UPDATE OF s`
  if (!session) throw new NotFound()
  return session
}

/** One transaction that holds the session. */
export function withSession<T>(id: number, work: (tx: Tx, session: LockedSession) => Promise<T>): Promise<T> {
  return inTurn(id, () => transaction(async (tx) => work(tx, await lockSession(tx, id))))
}

type Moving = { id: number; state: ApplicationState; version: number }

/**
 * Acts that stand in the trail of the association that is the host: those of the portal, and what was called off. What
 * persons, guardians and the centre do stands in the city's trail alone, as a trail names who has acted and a host is
 * told given names only.
 */
const IN_HOSTS_TRAIL: readonly ApplicationVerb[] = ['offer', 'lapse', 'call_off']

/**
 * Moves an application: state, event and audit entry.
 * @throws Stale when somebody has moved it since, or the move is none of the table
 */
export async function move(
  tx: Tx,
  actor: Auditee,
  session: LockedSession,
  application: Moving,
  to: ApplicationState,
  verb: ApplicationVerb,
  keptUntil: Date | null = null,
): Promise<void> {
  const { id, state: from, version } = application
  if (!mayMove(from, to, verb)) throw new Stale()
  const { count } = await tx.volunteerApplication.updateMany({
    where: { id, state: from, version },
    data: { state: to, keptUntil, version: version + 1, reminded: [] },
  })
  if (count !== 1) throw new Stale()
  if (!isLiving(to)) await dropNotes(tx, { applicationId: id }, to === 'refused')
  await tx.volunteerEvent.create({
    data: { applicationId: id, state: to, verb, byId: actor.user?.id ?? null, createdAt: now() },
    select: { id: true },
  })
  await record(tx, actor, {
    action: 'volunteer.application_moved',
    subjectType: 'volunteer_application',
    subjectId: id,
    associationId: IN_HOSTS_TRAIL.includes(verb) ? session.associationId : null,
    before: { state: from },
    after: { state: to, verb },
  })
}

/**
 * What was asked for the day of an activity is not kept for those who do not come to it.
 * @param toCall whether numbers stay, as the centre may have to call: what was called off
 */
async function dropNotes(tx: Tx, where: Prisma.VolunteerMemberWhereInput, toCall = false): Promise<void> {
  await tx.volunteerMember.updateMany({
    where,
    data: { health: null, ...(toCall ? {} : { emergency: null }) },
  })
}

/**
 * Offers the free room to those who wait, in their order; the session is locked. Nothing is offered once it has begun
 * or was cancelled.
 * @returns how many applications were asked
 */
export async function promote(tx: Tx, sessionId: number): Promise<number> {
  const session = await lockSession(tx, sessionId)
  const at = now()
  const free = session.capacity - session.taken
  if (session.cancelled || session.queued === 0 || free <= 0 || session.startsAt <= at) return 0
  const queue = await tx.volunteerApplication.findMany({
    where: { sessionId, state: 'waiting', size: { lte: free } },
    select: { id: true, size: true, queuedAt: true, state: true, version: true },
    orderBy: [{ queuedAt: 'asc' }, { id: 'asc' }],
    // No more parties than places can be asked, and those before them that do not fit are bounded by what is left.
    take: free + 200,
  })
  const asked = promoted(free, queue)
  for (const party of asked) {
    const until = offerEnds(at, session.offerHours, session.startsAt)
    await move(tx, JOB, session, party, 'offered', 'offer', until)
    await tellApplicants(tx, session, party.id, 'offered', { until })
  }
  return asked.length
}

/** Whether the guardians of all members of an application have consented. */
async function isConsented(tx: Tx, applicationId: number): Promise<boolean> {
  const members = await tx.volunteerMember.findMany({
    where: { applicationId },
    select: { needsConsent: true, consents: { select: { givenAt: true, revokedAt: true } } },
  })
  return allConsented(members)
}

/** A held application whose guardians have all consented becomes certain. */
export async function placeIfConsented(
  tx: Tx,
  actor: Auditee,
  session: LockedSession,
  application: Moving,
): Promise<boolean> {
  if (application.state !== 'held' || !(await isConsented(tx, application.id))) return false
  await move(tx, actor, session, application, 'placed', 'consent')
  await tellApplicants(tx, session, application.id, 'placed')
  return true
}

/**
 * Accepts an offer: the party is certain, or held until the guardians have consented.
 * @throws Stale when it was not offered, or the offer has run out: the place may be somebody else's already
 */
export async function acceptOffer(
  tx: Tx,
  actor: Auditee,
  session: LockedSession,
  own: Moving & { keptUntil: Date | null },
  verb: 'accept' | 'office_accept',
): Promise<'placed' | 'held'> {
  if (own.state !== 'offered' || !own.keptUntil || own.keptUntil <= now()) throw new Stale('offer_over')
  const consented = await isConsented(tx, own.id)
  const until = consented ? null : holdEnds(now(), session.consentDays, session.startsAt)
  const to = consented ? 'placed' : 'held'
  await move(tx, actor, session, own, to, verb, until)
  await tellApplicants(tx, session, own.id, to, { until })
  if (to === 'held') await tellGuardians(tx, session, own.id, 'guardian', { until })
  return to
}

/** What it is when somebody leaves who is alone in their application. */
const ALONE = {
  refuse: 'refuse',
  revoke: 'revoke',
  leave: 'cancel',
  office_leave: 'office_cancel',
} as const satisfies Partial<Record<ApplicationVerb, ApplicationVerb>>

/**
 * One person leaves a party: a row of their own keeps what became of them, and the others stay where they are, one
 * fewer. Alone, the whole application ends; so it does where nobody would be left who has a page of their own, as then
 * nobody could answer an offer, cancel, or be told anything.
 * @returns whether the others are still there
 */
export async function takeOut(
  tx: Tx,
  actor: Auditee,
  session: LockedSession,
  application: Moving & { size: number },
  memberId: number,
  to: 'declined' | 'cancelled',
  verb: keyof typeof ALONE,
): Promise<boolean> {
  const { id, version, size, state } = application
  const { leads } = await tx.volunteerMember.findUniqueOrThrow({
    where: { id: memberId, applicationId: id },
    select: { leads: true },
  })
  const heir = leads ? await heirOf(tx, id, memberId) : null
  if (size === 1 || (leads && heir === null)) {
    await move(tx, actor, session, application, to, ALONE[verb])
    return false
  }
  const whole = await tx.volunteerApplication.findUniqueOrThrow({
    where: { id },
    select: { queuedAt: true, callId: true, createdAt: true, keptUntil: true },
  })
  const { keptUntil, ...origin } = whole
  const own = await tx.volunteerApplication.create({
    data: { sessionId: session.id, state: to, size: 1, ...origin },
    select: { id: true },
  })
  await tx.volunteerMember.update({
    where: { id: memberId },
    data: { applicationId: own.id, leads: true },
    select: { id: true },
  })
  await dropNotes(tx, { id: memberId })
  const { count } = await tx.volunteerApplication.updateMany({
    where: { id, state, version, size },
    data: { size: size - 1, version: version + 1 },
  })
  if (count !== 1) throw new Stale()
  // Somebody answers for those who stay.
  if (heir !== null)
    await tx.volunteerMember.update({ where: { id: heir }, data: { leads: true }, select: { id: true } })
  const events = [
    { applicationId: own.id, state: to, verb },
    { applicationId: id, state, verb: 'leave' },
  ]
  await tx.volunteerEvent.createMany({
    data: events.map((event) => ({ ...event, byId: actor.user?.id ?? null, createdAt: now() })),
  })
  await record(tx, actor, {
    action: 'volunteer.person_left',
    subjectType: 'volunteer_application',
    subjectId: id,
    before: { size },
    after: { size: size - 1, verb },
  })
  await tellApplicants(tx, session, id, 'left', { until: keptUntil })
  const still = { id, state, version: version + 1 }
  await placeIfConsented(tx, actor, session, still)
  return true
}

/** Who answers for a party once its first one has left: the first of the friends who have completed their own page. */
async function heirOf(tx: Tx, applicationId: number, leaderId: number): Promise<number | null> {
  const others = await tx.volunteerMember.findMany({
    where: { applicationId, id: { not: leaderId } },
    orderBy: { id: 'asc' },
    select: { id: true, volunteer: { select: { person: true } } },
  })
  return others.find(({ volunteer }) => isComplete(openPerson(volunteer.person)))?.id ?? null
}

/** An application as the commands need it, with the session to lock first. */
export async function livingById(tx: Tx, id: number, sessionId: number) {
  const application = await tx.volunteerApplication.findFirst({
    where: { id, sessionId, state: { in: [...LIVING] } },
    select: { id: true, state: true, version: true, size: true, keptUntil: true },
  })
  if (!application) throw new Stale()
  return application
}
