/** 申込み: alone or with friends, with or without an account. */
import { createHash } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { sessionFor } from '~/modules/volunteering/queries/scope.server'
import {
  needsConsent,
  periodsOf,
  type Stage,
  standingOf,
  takesApplications,
} from '~/modules/volunteering/rules'
import { limitAttempts } from '~/platform/attempts.server'
import { dayOf, dayToDate, now } from '~/platform/clock'
import { clearLetters, hashToken, keyedHash } from '~/platform/crypto.server'
import { db, isUniqueViolation, type Tx } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { tellApplicants, tellGuardians } from '../mails.server'
import {
  consentTokenOf,
  keyOf,
  type Person,
  sameHashOf,
  sealAddress,
  sealEmergency,
  sealHealth,
  sealPerson,
  volunteerByKey,
} from '../queries/person.server'
import { CONSENT_VERSION, deleteDayOf, findsRoom, holdEnds, LIVING, limits, schoolYearEnd } from '../rules'
import type { ApplyForm } from '../schema'
import { type LockedSession, promote, withSession } from './engine.server'

export type Applied = { key: string; state: 'held' | 'waiting' | 'placed' | 'known' }

/** The person of a form. */
export const personOf = (form: {
  family_name: string
  given_name: string
  family_reading: string
  given_reading: string
  email: string
  phone: string
  school: string
}): Person => ({
  familyName: form.family_name,
  givenName: form.given_name,
  familyReading: form.family_reading,
  givenReading: form.given_reading,
  email: form.email,
  phone: form.phone,
  school: form.school,
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
  const facts = await sessionFor(db, sessionId)
  const { place } = facts
  const standing = standingOf(facts, periodsOf(place.programme, actor.today).applications, now())
  if (place.state !== 'published' || !takesApplications(standing)) throw new Stale('session_not_open')
  checkParty(form, place)
  const person = personOf(form)
  const known = await knownVolunteer(actor, form.me)
  const leader = known?.id ?? idOf(form.submission, 1)
  const key = keyOf(leader)
  const deleteOn = dayToDate(deleteDayOf(dayOf(facts.startsAt)))
  const keptOn = known && known.deleteOn > deleteOn ? known.deleteOn : deleteOn
  for (let attempt = 1; ; attempt++) {
    try {
      return await withSession(sessionId, async (tx, session): Promise<Applied> => {
        const at = now()
        if (session.cancelled || session.startsAt <= at) throw new Stale('session_not_open')
        if (await hasApplied(tx, sessionId, leader, sameHashOf(person), known !== null))
          return { key, state: 'known' }
        const row = {
          person: sealPerson(person),
          sameHash: sameHashOf(person),
          stage: form.stage,
          language,
          deleteOn: keptOn,
        }
        await tx.volunteer.upsert({
          where: { id: leader },
          create: {
            id: leader,
            keyHash: hashToken(key),
            userId: actor.user?.id ?? null,
            ...row,
            createdAt: at,
          },
          update: row,
          select: { id: true },
        })
        const friends = form.friends.map((friend, index) => ({
          id: idOf(form.submission, index + 2),
          ...friend,
        }))
        if (friends.length > 0)
          await tx.volunteer.createMany({
            data: friends.map(({ id, name, stage }) => ({
              id,
              keyHash: hashToken(keyOf(id)),
              person: sealPerson({ ...personOf(NOTHING), givenName: name }),
              stage,
              language,
              deleteOn,
              createdAt: at,
            })),
          })
        return { key, state: await enter(tx, actor, session, { form, leader, friends, at }) }
      })
    } catch (error) {
      // Two codes alike, or the same form twice at once: the second time it is known.
      if (!isUniqueViolation(error) || attempt === 3) throw error
    }
  }
}

const NOTHING = {
  family_name: '',
  given_name: '',
  family_reading: '',
  given_reading: '',
  email: '',
  phone: '',
  school: '',
}

/** @throws Invalid for a stage that the place is not for, and for more friends than the programme takes */
function checkParty(
  form: ApplyForm,
  place: {
    stages: readonly Stage[]
    together: boolean
    programme: { groupMost: number }
  },
): void {
  const errors: Record<string, string[]> = {}
  if (!place.stages.includes(form.stage)) errors.stage = ['participation.error.stage']
  const most = place.together ? place.programme.groupMost - 1 : 0
  form.friends.forEach((friend, index) => {
    if (!place.stages.includes(friend.stage))
      errors[`friend_${index + 2}_stage`] = ['participation.error.stage']
  })
  if (form.friends.length > most)
    errors.friend_2_name = [message('participation.error.friends', { most: Math.max(0, most) })]
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
}

/** Whoever applies is known by their account, or by the key of their page. @throws NotFound for a key that is nobody's */
async function knownVolunteer(actor: Actor, me: string): Promise<{ id: string; deleteOn: Date } | null> {
  if (!me && !actor.user) return null
  const id = me ? (await volunteerByKey(db, me)).id : undefined
  return db.volunteer.findFirst({
    where: { deletedAt: null, ...(id ? { id } : { userId: actor.user?.id ?? '' }) },
    select: { id: true, deleteOn: true },
  })
}

/**
 * Whether this person's form has been taken already.
 * @throws Invalid when somebody of the same name and address has applied for the session: their page is not shown to
 *   whoever knows just that
 */
async function hasApplied(
  tx: Tx,
  sessionId: number,
  leader: string,
  sameHash: string | null,
  known: boolean,
): Promise<boolean> {
  const living = { application: { sessionId, state: { in: [...LIVING] } } }
  const own = await tx.volunteerMember.findFirst({
    where: { volunteerId: leader, ...(known ? living : { application: { sessionId } }) },
    select: { id: true },
  })
  if (own) return true
  if (!sameHash) return false
  const same = await tx.volunteerMember.findFirst({
    where: { ...living, volunteer: { sameHash } },
    select: { id: true },
  })
  if (same) throw new Invalid({ family_name: ['participation.error.already'] })
  return false
}

type Entering = {
  form: ApplyForm
  leader: string
  friends: readonly { id: string; name: string; stage: Stage }[]
  at: Date
}

/** Writes the application; the session is locked. */
async function enter(
  tx: Tx,
  actor: Actor,
  session: LockedSession,
  { form, leader, friends, at }: Entering,
): Promise<'held' | 'waiting' | 'placed'> {
  const party = [{ id: leader, stage: form.stage }, ...friends]
  let free = session.capacity - session.taken
  // Those who wait and fit are asked before anybody who comes now.
  if (free > 0 && session.queued > 0 && (await promote(tx, session.id)) > 0) {
    const { taken } = await tx.volunteerSession.findUniqueOrThrow({
      where: { id: session.id },
      select: { taken: true },
    })
    free = session.capacity - taken
  }
  const minors = party.some(({ stage }) => needsConsent(stage))
  const state = !findsRoom(free, party.length) ? 'waiting' : minors ? 'held' : 'placed'
  const keptUntil = state === 'held' ? holdEnds(at, session.consentDays, session.startsAt) : null
  const call = form.call
    ? await tx.shortageCall.findFirst({
        where: { id: form.call, sessionId: session.id },
        select: { id: true },
      })
    : null
  const application = await tx.volunteerApplication.create({
    data: {
      sessionId: session.id,
      state,
      size: party.length,
      keptUntil,
      queuedAt: at,
      callId: call?.id ?? null,
      createdAt: at,
      events: { create: { state, verb: 'apply', byId: actor.user?.id ?? null, createdAt: at } },
      members: {
        create: party.map(({ id, stage }, index) => ({
          volunteerId: id,
          leads: index === 0,
          stage,
          needsConsent: needsConsent(stage),
          code: clearLetters(6),
          createdAt: at,
          ...(index === 0
            ? {
                health: sealHealth(form.health),
                emergency: sealEmergency({
                  name: form.emergency_name,
                  phone: form.emergency_phone,
                  guardianName: '',
                  guardianPhone: '',
                }),
              }
            : {}),
        })),
      },
    },
    select: { id: true, members: { select: { id: true, needsConsent: true, leads: true } } },
  })
  for (const { id, needsConsent: asked, leads } of application.members)
    if (asked) await askGuardian(tx, session, id, 1, leads ? form.guardian_email : '')
  await record(tx, actor, {
    action: 'volunteer.applied',
    subjectType: 'volunteer_application',
    subjectId: application.id,
    associationId: session.associationId,
    after: { state, size: party.length },
  })
  await tellApplicants(tx, session, application.id, state, { until: keptUntil })
  if (minors) await tellGuardians(tx, session, application.id, 'guardian', { until: keptUntil })
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
