/** 申込み: alone or with friends, with or without an account. */
import { createHash } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import {
  needsConsent,
  PUBLIC_STATES,
  type Stage,
  standingOf,
  takesApplications,
} from '~/modules/volunteering/rules'
import { limitAttempts } from '~/platform/attempts.server'
import { type Day, dateToDay, dayOf, dayToDate, now } from '~/platform/clock'
import { clearLetters, hashToken, keyedHash } from '~/platform/crypto.server'
import { isUniqueViolation, type Tx } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { tellGuardians, tellOne } from '../mails.server'
import {
  accountVolunteers,
  consentTokenOf,
  keyOf,
  mailedKeyOf,
  NOBODY,
  type Person,
  sameHashOf,
  sealAddress,
  sealEmergency,
  sealHealth,
  sealPerson,
  volunteerByKey,
} from '../queries/person.server'
import {
  applicationStates,
  CONSENT_VERSION,
  deleteDayOf,
  findsRoom,
  holdEnds,
  LIVING,
  limits,
  schoolYearEnd,
} from '../rules'
import type { ApplyForm } from '../schema'
import { type LockedSession, lockSession, promote, withSession } from './engine.server'

type Applied = { key: string; state: 'held' | 'waiting' | 'placed' | 'known' }

/** The person of a form. */
export const personOf = (
  form: {
    family_name: string
    given_name: string
    family_reading: string
    given_reading: string
    email: string
    phone: string
    school: string
  },
  stage: Stage,
): Person => ({
  familyName: form.family_name,
  givenName: form.given_name,
  familyReading: form.family_reading,
  givenReading: form.given_reading,
  email: form.email,
  phone: form.phone,
  // Only pupils are reached by their school.
  school: needsConsent(stage) ? form.school : '',
})

/** The id of whoever applies with this form: the same form sent twice is one person, and nobody can reckon it back. */
function idOf(submission: string, part: number): string {
  const hex = createHash('sha256')
    .update(keyedHash('volunteer-submission', `${submission}:${part}`))
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * Applies for a session. Where there is room for the whole party it is placed, or held until the guardians have
 * consented; where there is none it waits, in the order of asking.
 * @param address of the network, for the limits alone
 * @throws NotFound; Stale when nobody can apply (any more); TooMany; Invalid for a stage that the place is not for, too
 *   many friends, or somebody who has applied already
 */
export async function apply(
  actor: Actor,
  address: string,
  sessionId: number,
  form: ApplyForm,
  language: string,
): Promise<Applied> {
  await limitAttempts('volunteer-apply', limits.apply, address)
  for (const to of [form.email, form.guardian_email])
    if (to) await limitAttempts('volunteer-mail', limits.mail, to)
  const person = personOf(form, form.stage)
  for (let attempt = 1; ; attempt++) {
    try {
      return await withSession(sessionId, async (tx, session): Promise<Applied> => {
        checkOpen(session, actor.today)
        checkParty(form, session)
        const known = await knownVolunteer(tx, actor, form.me, person)
        const leader = known?.id ?? idOf(form.submission, 1)
        const key = known?.key ?? keyOf(leader)
        const entering = { form, leader, person, key, language, known }
        if (await hasApplied(tx, sessionId, entering)) return { key, state: 'known' }
        return { key, state: await enter(tx, actor, session, entering) }
      })
    } catch (error) {
      // Two codes alike, or the same form twice at once: the second time it is known.
      if (!isUniqueViolation(error) || attempt === 3) throw error
    }
  }
}

/** @throws NotFound for a session that is not public; Stale when nobody can apply (any more) */
function checkOpen(session: LockedSession, today: Day): void {
  const { placeState, programmeState, applyFrom, applyUntil } = session
  if (programmeState === 'draft' || !(PUBLIC_STATES as readonly string[]).includes(placeState))
    throw new NotFound()
  const open = programmeState === 'open' && applyFrom <= today && today <= applyUntil
  const standing = standingOf(
    { ...session, cancelledOn: session.cancelled || null },
    open ? 'open' : 'over',
    now(),
  )
  if (placeState !== 'published' || !takesApplications(standing)) throw new Stale('session_not_open')
}

/**
 * @throws Invalid for a stage that the place is not for, for more friends than the programme takes, and where nobody can
 *   be called on the day
 */
function checkParty(form: ApplyForm, session: LockedSession): void {
  const errors: Record<string, string[]> = {}
  if (session.kind !== 'lecture')
    for (const field of ['emergency_name', 'emergency_phone'] as const)
      if (!form[field]) errors[field] = ['form.required']
  if (!session.stages.includes(form.stage)) errors.stage = ['participation.error.stage']
  const most = session.together ? session.groupMost - 1 : 0
  form.friends.forEach((friend, index) => {
    if (!session.stages.includes(friend.stage))
      errors[`friend_${index + 2}_stage`] = ['participation.error.stage']
  })
  if (form.friends.length > most)
    errors.friend_2_name = [message('participation.error.friends', { most: Math.max(0, most) })]
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
}

type Entering = {
  form: ApplyForm
  leader: string
  person: Person
  key: string
  language: string
  known: Known | null
}

type Known = { id: string; ids: string[]; key: string; deleteOn: Date }

/**
 * Whoever applies is known by the key of their page, or by their account; but only where the form says that it is the
 * same person, as a parent applies for one child after the other: another one is another row, with a page of its own.
 * @throws NotFound for a key that is nobody's
 */
async function knownVolunteer(tx: Tx, actor: Actor, me: string, person: Person): Promise<Known | null> {
  const same = sameHashOf(person)
  const known = [
    ...(me ? [{ ...(await volunteerByKey(tx, me)), key: me }] : []),
    ...(actor.user ? await accountVolunteers(tx, actor.user.id) : []),
  ]
  const own = known.find((one) => sameHashOf(one.person) === same)
  if (!own || !same) return null
  const row = await tx.volunteer.findUniqueOrThrow({ where: { id: own.id }, select: { deleteOn: true } })
  return { id: own.id, ids: own.ids, key: own.key, deleteOn: row.deleteOn }
}

/**
 * @throws Invalid when another row of the same name and address lives in a session of this row: the session is locked,
 *   so that two who ask at once are two in a row
 */
export async function refuseTwice(
  tx: Tx,
  sessionId: number,
  ids: readonly string[],
  person: Person,
): Promise<void> {
  const same = sameHashOf(person)
  const twice = same
    ? await tx.volunteerMember.count({
        where: {
          volunteerId: { notIn: [...ids] },
          volunteer: { sameHash: same },
          application: { sessionId, state: { in: [...LIVING] } },
        },
      })
    : 0
  if (twice > 0) throw new Invalid({ family_name: ['participation.error.already'] })
}

/**
 * Whether this person's form has been taken already.
 * @throws Invalid when somebody of the same name and address has applied for the session: their page is not shown to
 *   whoever knows just that
 */
async function hasApplied(tx: Tx, sessionId: number, { leader, person, known }: Entering): Promise<boolean> {
  // A form that was sent twice stays known, whatever became of it; a person may come back after cancelling.
  const states = known ? [...LIVING] : [...applicationStates]
  const ids = known?.ids ?? [leader]
  const [found] = await tx.$queryRaw<{ own: boolean }[]>`
    SELECT v.id = ANY(${ids}::uuid[]) AS own FROM volunteer_applications a
      JOIN volunteer_members m ON m.application_id = a.id JOIN volunteers v ON v.id = m.volunteer_id
    WHERE a.session_id = ${sessionId} AND ((v.id = ANY(${ids}::uuid[]) AND a.state::text = ANY(${states}))
      OR (v.same_hash = ${sameHashOf(person)} AND a.state::text = ANY(${[...LIVING]})))
    ORDER BY own DESC LIMIT 1`
  if (found && !found.own) throw new Invalid({ family_name: ['participation.error.already'] })
  return found !== undefined
}

/** Writes the application; the session is locked. What many ask for at once is one statement. */
async function enter(
  tx: Tx,
  actor: Actor,
  session: LockedSession,
  { form, leader, person, language, known }: Entering,
): Promise<'held' | 'waiting' | 'placed'> {
  const at = now()
  const friends = form.friends.map((friend, index) => ({ id: idOf(form.submission, index + 2), ...friend }))
  const party = [{ id: leader, stage: form.stage }, ...friends]
  let free = session.capacity - session.taken
  // Those who wait and fit are asked before anybody who comes now.
  if (free > 0 && session.queued > 0 && (await promote(tx, session.id)) > 0)
    free = session.capacity - (await lockSession(tx, session.id)).taken
  const minors = party.some(({ stage }) => needsConsent(stage))
  const state = !findsRoom(free, party.length) ? 'waiting' : minors ? 'held' : 'placed'
  const keptUntil = state === 'held' ? holdEnds(at, session.consentDays, session.startsAt) : null
  const day = dayToDate(deleteDayOf(dayOf(session.startsAt)))
  const deleteOn = dateToDay(known && known.deleteOn > day ? known.deleteOn : day)
  const lecture = session.kind === 'lecture'
  const emergency = lecture
    ? null
    : sealEmergency({
        name: form.emergency_name,
        phone: form.emergency_phone,
        guardianName: '',
        guardianPhone: '',
      })
  const of = <T>(value: (one: { id: string; stage: Stage }, index: number) => T) => party.map(value)
  const people = [person, ...friends.map(({ name }) => ({ ...NOBODY, givenName: name }))]
  const members = await tx.$queryRaw<{ id: number; applicationId: number; needsConsent: boolean }[]>`
    WITH people AS (
      INSERT INTO volunteers (id, user_id, person, same_hash, key_hash, stage, language, created_at, delete_on)
      SELECT p.id, CASE WHEN p.n = 1 THEN ${actor.user?.id ?? null}::uuid END, p.person,
        CASE WHEN p.n = 1 THEN ${sameHashOf(person)} END, p.key_hash, p.stage, ${language}, ${at}, ${deleteOn}::date
      FROM unnest(${of(({ id }) => id)}::uuid[], ${people.map(sealPerson)}::text[],
        ${of(({ id }) => hashToken(keyOf(id)))}::text[], ${of(({ stage }) => stage)}::text[])
        WITH ORDINALITY AS p(id, person, key_hash, stage, n)
      ON CONFLICT (id) DO UPDATE SET person = excluded.person, same_hash = excluded.same_hash,
        stage = excluded.stage, language = excluded.language, delete_on = excluded.delete_on
    ), application AS (
      INSERT INTO volunteer_applications (session_id, state, size, kept_until, queued_at, call_id, created_at)
      VALUES (${session.id}, ${state}::"VolunteerApplicationState", ${party.length}, ${keptUntil}, ${at},
        (SELECT id FROM shortage_calls WHERE id = ${form.call}::int AND session_id = ${session.id}), ${at})
      RETURNING id
    ), event AS (
      INSERT INTO volunteer_events (application_id, state, verb, by_id, created_at)
      SELECT id, ${state}::"VolunteerApplicationState", 'apply', ${actor.user?.id ?? null}::uuid, ${at}
      FROM application
    )
    INSERT INTO volunteer_members (application_id, volunteer_id, leads, stage, needs_consent, code, created_at,
      health, emergency)
    SELECT application.id, p.id, p.n = 1, p.stage, p.needs, p.code, ${at},
      CASE WHEN p.n = 1 THEN ${lecture ? null : sealHealth(form.health)} END, CASE WHEN p.n = 1 THEN ${emergency} END
    FROM application, unnest(${of(({ id }) => id)}::uuid[], ${of(({ stage }) => stage)}::text[],
      ${of(({ stage }) => needsConsent(stage))}::bool[], ${of(() => clearLetters(6))}::text[])
      WITH ORDINALITY AS p(id, stage, needs, code, n)
    ORDER BY p.n
    RETURNING id, application_id AS "applicationId", needs_consent AS "needsConsent"`
  const [first] = members
  if (!first) throw new Error('An application has its members')
  for (const member of members)
    if (member.needsConsent)
      await askGuardian(tx, session, member.id, 1, member === first ? form.guardian_email : '')
  await record(tx, actor, {
    action: 'volunteer.applied',
    subjectType: 'volunteer_application',
    subjectId: first.applicationId,
    after: { state, size: party.length },
  })
  // Of friends no address is known yet.
  const told = {
    key: mailedKeyOf(leader, person.email),
    givenName: person.givenName,
    email: person.email,
    language,
  }
  await tellOne(tx, session, told, state, { until: keptUntil })
  if (minors) await tellGuardians(tx, session, first.applicationId, 'guardian', { until: keptUntil })
  return state
}

/**
 * A link for the guardian of one member, the n-th. It is sent by mail, or stands on the sheet that is handed over.
 * @param email empty for the sheet alone
 */
export async function askGuardian(
  tx: Tx,
  session: { startsAt: Date },
  memberId: number,
  nth: number,
  email: string,
): Promise<void> {
  await tx.guardianConsent.create({
    data: {
      memberId,
      tokenHash: hashToken(consentTokenOf(memberId, nth)),
      sentTo: sealAddress(email),
      textVersion: CONSENT_VERSION,
      expiresOn: dayToDate(schoolYearEnd(dayOf(session.startsAt))),
      createdAt: now(),
    },
    select: { id: true },
  })
}
