/** What somebody does with their own applications: by the key of their page, with or without an account. */

import type { Auditee } from '~/modules/audit/commands.server'
import { record } from '~/modules/audit/commands.server'
import { isStage } from '~/modules/volunteering/rules'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { tellApplicants, tellGuardians, writeMail } from '../mails.server'
import { friendMember } from '../queries/friend.server'
import {
  keyOf,
  mailedKeyOf,
  NOBODY,
  openAddress,
  openEmergency,
  openPerson,
  sameHashOf,
  sealEmergency,
  sealHealth,
  sealPerson,
  volunteerByKey,
} from '../queries/person.server'
import { HEALTH_KEPT_DAYS, LIVING, limits } from '../rules'
import type { DetailsForm, FriendForm, LostForm, MemberForm, MineForm } from '../schema'
import { askGuardian, personOf, refuseTwice } from './apply.server'
import { acceptOffer, livingById, lockSession, move, promote, takeOut, withSession } from './engine.server'

/** One's own membership in an application. @throws NotFound for somebody else's */
async function ownMember(client: Tx | typeof db, ids: string[], applicationId: number) {
  const member = await client.volunteerMember.findFirst({
    where: { volunteerId: { in: ids }, applicationId },
    select: { id: true, leads: true, application: { select: { sessionId: true } } },
  })
  if (!member) throw new NotFound()
  return member
}

/**
 * Cancels, leaves the friends, accepts an offer or declines it. Only who has applied for all decides for all.
 * @returns the key of what was done, for the page
 * @throws NotFound for a key that is nobody's, or an application that is not theirs; Stale when it has moved since, the
 *   offer has run out, or the activity has begun
 */
export async function moveMine(actor: Auditee, key: string, form: MineForm): Promise<string> {
  const { ids } = await volunteerByKey(db, key)
  const { application } = await ownMember(db, ids, form.application)
  return withSession(application.sessionId, async (tx, session) => {
    const member = await ownMember(tx, ids, form.application)
    const own = await livingById(tx, form.application, session.id)
    const at = now()
    if (own.version !== form.version || session.startsAt <= at) throw new Stale()
    if (form.intent === 'leave') {
      await takeOut(tx, actor, session, own, member.id, 'cancelled', 'leave')
      await promote(tx, session.id)
      return 'application_left'
    }
    if (!member.leads) throw new NotFound()
    if (form.intent === 'accept') {
      const to = await acceptOffer(tx, actor, session, own, 'accept')
      return to === 'held' ? 'offer_accepted_held' : 'offer_accepted'
    }
    const [to, verb, kind] =
      form.intent === 'decline'
        ? (['declined', 'decline', 'cancelled'] as const)
        : (['cancelled', 'cancel', 'cancelled'] as const)
    await move(tx, actor, session, own, to, verb)
    await tellApplicants(tx, session, own.id, kind)
    await promote(tx, session.id)
    return form.intent === 'decline' ? 'offer_declined' : 'application_cancelled'
  })
}

/**
 * Changes name, address, telephone and school, in all rows that the key opens. Another address is sent the new link, as
 * the one in the mails before opens only the page of the one row from now on.
 * @returns the key of the page as it is now
 * @throws NotFound; Invalid when somebody of that name and address takes part in the same session; TooMany
 */
export async function changeDetails(actor: Auditee, key: string, form: DetailsForm): Promise<string> {
  const before = await volunteerByKey(db, key)
  const { id, ids, language } = before
  const person = personOf(form, before.stage)
  const moved = person.email !== '' && person.email !== before.person.email
  if (moved) await limitAttempts('volunteer-mail', limits.mail, person.email)
  await transaction(async (tx) => {
    const living = await tx.volunteerApplication.findMany({
      where: { state: { in: [...LIVING] }, members: { some: { volunteerId: { in: ids } } } },
      select: { sessionId: true },
      distinct: ['sessionId'],
      // Always in the same order, so that two who wait for each other's sessions do not wait for ever.
      orderBy: { sessionId: 'asc' },
    })
    for (const { sessionId } of living) {
      await lockSession(tx, sessionId)
      await refuseTwice(tx, sessionId, ids, person)
    }
    const { count } = await tx.volunteer.updateMany({
      where: { id: { in: ids }, deletedAt: null },
      data: { person: sealPerson(person), sameHash: sameHashOf(person) },
    })
    if (count !== ids.length) throw new NotFound()
    if (moved)
      await writeMail(tx, { email: person.email, language }, 'lost', () => ({
        name: person.givenName,
        links: portalUrl(`/volunteering/mine/${mailedKeyOf(id, person.email)}`),
      }))
    await record(tx, actor, {
      action: 'volunteer.details_changed',
      subjectType: 'volunteer',
      subjectId: id,
    })
  })
  return moved ? keyOf(id) : key
}

/**
 * What is needed on the day, and where the guardian's link goes. Another address of the guardian makes a new link; the
 * old ones say what stands as long as they hold.
 * @throws NotFound for a member that is not theirs; Invalid for one's own address as the guardian's, and where nobody
 *   can be called on the day; Stale once the activity is over; TooMany
 */
export async function changeMember(
  actor: Auditee,
  key: string,
  memberId: number,
  form: MemberForm,
): Promise<void> {
  const { ids } = await volunteerByKey(db, key)
  if (form.guardian_email) await limitAttempts('volunteer-mail', limits.mail, form.guardian_email)
  const found = await db.volunteerMember.findFirst({
    where: { id: memberId, volunteerId: { in: ids } },
    select: { application: { select: { sessionId: true } } },
  })
  if (!found) throw new NotFound()
  await withSession(found.application.sessionId, async (tx, session) => {
    const applicationId = await writeMember(tx, ids, memberId, session, form)
    await record(tx, actor, {
      action: 'volunteer.details_changed',
      subjectType: 'volunteer_application',
      subjectId: applicationId,
    })
  })
}

type Locked = Parameters<Parameters<typeof withSession>[1]>[1]

async function writeMember(
  tx: Tx,
  ids: string[],
  memberId: number,
  session: Locked,
  form: MemberForm,
): Promise<number> {
  const member = await tx.volunteerMember.findFirst({
    where: { id: memberId, volunteerId: { in: ids }, application: { state: { in: [...LIVING] } } },
    select: {
      applicationId: true,
      needsConsent: true,
      emergency: true,
      volunteer: { select: { person: true } },
      application: { select: { keptUntil: true } },
      consents: { select: { sentTo: true, givenAt: true, refusedAt: true }, orderBy: { id: 'asc' } },
    },
  })
  if (!member) throw new Stale()
  // What is written later would outlive the night in which it is deleted.
  if (session.endsAt.getTime() + HEALTH_KEPT_DAYS * 86_400_000 <= now().getTime()) throw new Stale()
  const wanted = form.guardian_email
  if (wanted && wanted === openPerson(member.volunteer.person).email)
    throw new Invalid({ guardian_email: ['participation.error.own_guardian'] })
  if (session.kind !== 'lecture') await writeDay(tx, memberId, member.emergency, form)
  const last = member.consents.at(-1)
  const answered = member.consents.some(({ givenAt, refusedAt }) => givenAt || refusedAt)
  if (member.needsConsent && !answered && wanted && wanted !== openAddress(last?.sentTo ?? null)) {
    await askGuardian(tx, session, memberId, member.consents.length + 1, wanted)
    await tellGuardians(tx, session, member.applicationId, 'guardian', {
      until: member.application.keptUntil,
      member: memberId,
    })
  }
  return member.applicationId
}

/** @throws Invalid where nobody can be called on the day */
async function writeDay(tx: Tx, memberId: number, emergency: string | null, form: MemberForm): Promise<void> {
  for (const field of ['emergency_name', 'emergency_phone'] as const)
    if (!form[field]) throw new Invalid({ [field]: ['form.required'] })
  await tx.volunteerMember.update({
    where: { id: memberId },
    data: {
      health: sealHealth(form.health),
      emergency: sealEmergency({
        ...openEmergency(emergency),
        name: form.emergency_name,
        phone: form.emergency_phone,
      }),
    },
    select: { id: true },
  })
}

/**
 * A friend completes what the first one did not know. From then on the friend alone has the key of their own page.
 * @returns that key
 * @throws NotFound for a forged link; Gone once it was used; Invalid when the friend takes part already; TooMany
 */
export async function completeFriend(
  actor: Auditee,
  address: string,
  token: string,
  form: FriendForm,
): Promise<string> {
  await limitAttempts('volunteer-key', limits.key, address)
  for (const to of [form.email, form.guardian_email])
    if (to) await limitAttempts('volunteer-mail', limits.mail, to)
  const { application } = await friendMember(db, token)
  return withSession(application.sessionId, async (tx, session) => {
    const { id, volunteer, stage } = await friendMember(tx, token)
    const person = personOf(form, isStage(stage) ? stage : 'adult')
    await refuseTwice(tx, session.id, [volunteer.id], person)
    await tx.volunteer.update({
      where: { id: volunteer.id },
      data: { person: sealPerson(person), sameHash: sameHashOf(person) },
      select: { id: true },
    })
    await writeMember(tx, [volunteer.id], id, session, form)
    await record(tx, actor, {
      action: 'volunteer.details_changed',
      subjectType: 'volunteer_application',
      subjectId: application.id,
    })
    const until = (
      await tx.volunteerApplication.findUniqueOrThrow({
        where: { id: application.id },
        select: { keptUntil: true },
      })
    ).keptUntil
    if (application.state === 'held' || application.state === 'waiting' || application.state === 'placed')
      await tellApplicants(tx, session, application.id, application.state, { until, members: [id] })
    return keyOf(volunteer.id)
  })
}

/**
 * Sends the links of a person again to the address they gave. The answer is the same whether there is one or not.
 * @throws TooMany
 */
export async function sendLost(address: string, form: LostForm): Promise<void> {
  await limitAttempts('volunteer-lost', limits.lost, address)
  await limitAttempts('volunteer-mail', limits.mail, form.email)
  const { email, family_reading: familyReading, given_reading: givenReading } = form
  const sameHash = sameHashOf({ ...NOBODY, familyReading, givenReading, email })
  if (!sameHash) return
  await transaction(async (tx) => {
    const first = await tx.volunteer.findFirst({
      where: { sameHash, deletedAt: null },
      select: { id: true, person: true, language: true },
      orderBy: { createdAt: 'desc' },
    })
    if (!first) return
    await writeMail(tx, { email: form.email, language: first.language }, 'lost', () => ({
      name: openPerson(first.person).givenName,
      // One page shows what was applied for with this name and address.
      links: portalUrl(`/volunteering/mine/${mailedKeyOf(first.id, form.email)}`),
    }))
  })
}
