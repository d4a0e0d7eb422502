/** What somebody does with their own applications: by the key of their page, with or without an account. */
import type { Auditee } from '~/modules/audit/commands.server'
import { record } from '~/modules/audit/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { tellApplicants, tellGuardians, writeMail } from '../mails.server'
import { friendMember } from '../queries/friend.server'
import {
  keyOf,
  openAddress,
  openEmergency,
  openPerson,
  portalUrl,
  sameHashOf,
  sealEmergency,
  sealHealth,
  sealPerson,
  volunteerByKey,
} from '../queries/person.server'
import { HEALTH_KEPT_DAYS, LIVING, limits } from '../rules'
import type { DetailsForm, FriendForm, LostForm, MemberForm, MineForm } from '../schema'
import { askGuardian, personOf } from './apply.server'
import { acceptedState, livingById, move, promote, takeOut, withSession } from './engine.server'

/** One's own membership in an application. @throws NotFound for somebody else's */
async function ownMember(client: Tx | typeof db, volunteerId: string, applicationId: number) {
  const member = await client.volunteerMember.findFirst({
    where: { volunteerId, applicationId },
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
  const { id } = await volunteerByKey(db, key)
  const { application } = await ownMember(db, id, form.application)
  return withSession(application.sessionId, async (tx, session) => {
    const member = await ownMember(tx, id, form.application)
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
      // Whoever is a minute late is late: the place may be somebody else's already.
      if (own.state !== 'offered' || !own.keptUntil || own.keptUntil <= at) throw new Stale('offer_over')
      const { to, until } = await acceptedState(tx, session, own.id)
      await move(tx, actor, session, own, to, 'accept', until)
      await tellApplicants(tx, session, own.id, to, { until })
      if (to === 'held') await tellGuardians(tx, session, own.id, 'guardian', { until })
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

/** Changes name, address, telephone and school. @throws NotFound, TooMany */
export async function changeDetails(actor: Auditee, key: string, form: DetailsForm): Promise<void> {
  const { id } = await volunteerByKey(db, key)
  const person = personOf(form)
  await transaction(async (tx) => {
    const { count } = await tx.volunteer.updateMany({
      where: { id, deletedAt: null },
      data: { person: sealPerson(person), sameHash: sameHashOf(person) },
    })
    if (count !== 1) throw new NotFound()
    await record(tx, actor, {
      action: 'volunteer.details_changed',
      subjectType: 'volunteer',
      subjectId: id,
    })
  })
}

/**
 * What is needed on the day, and where the guardian's link goes. Another address of the guardian makes a new link; the
 * old ones say what stands as long as they hold.
 * @throws NotFound for a member that is not theirs; Stale once the activity is over; TooMany
 */
export async function changeMember(
  actor: Auditee,
  key: string,
  memberId: number,
  form: MemberForm,
): Promise<void> {
  const { id } = await volunteerByKey(db, key)
  if (form.guardian_email) await limitAttempts('volunteer-mail', limits.mail, form.guardian_email)
  const found = await db.volunteerMember.findFirst({
    where: { id: memberId, volunteerId: id },
    select: { application: { select: { sessionId: true } } },
  })
  if (!found) throw new NotFound()
  await withSession(found.application.sessionId, async (tx, session) => {
    const applicationId = await writeMember(tx, id, memberId, session, form)
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
  volunteerId: string,
  memberId: number,
  session: Locked,
  form: MemberForm,
): Promise<number> {
  const member = await tx.volunteerMember.findFirst({
    where: { id: memberId, volunteerId, application: { state: { in: [...LIVING] } } },
    select: {
      applicationId: true,
      needsConsent: true,
      emergency: true,
      application: { select: { keptUntil: true } },
      consents: { select: { sentTo: true, givenAt: true, refusedAt: true }, orderBy: { id: 'asc' } },
    },
  })
  if (!member) throw new Stale()
  // What is written later would outlive the night in which it is deleted.
  if (session.endsAt.getTime() + HEALTH_KEPT_DAYS * 86_400_000 <= now().getTime()) throw new Stale()
  await tx.volunteerMember.update({
    where: { id: memberId },
    data: {
      health: sealHealth(form.health),
      emergency: sealEmergency({
        ...openEmergency(member.emergency),
        name: form.emergency_name,
        phone: form.emergency_phone,
      }),
    },
    select: { id: true },
  })
  const last = member.consents.at(-1)
  const answered = member.consents.some(({ givenAt, refusedAt }) => givenAt || refusedAt)
  const wanted = form.guardian_email
  if (member.needsConsent && !answered && wanted && wanted !== openAddress(last?.sentTo ?? null)) {
    await askGuardian(tx, session, memberId, member.consents.length + 1, wanted)
    await tellGuardians(tx, session, member.applicationId, 'guardian', {
      until: member.application.keptUntil,
      member: memberId,
    })
  }
  return member.applicationId
}

/**
 * A friend completes what the first one did not know. From then on the friend alone has the key of their own page.
 * @returns that key
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
    const { id, volunteer } = await friendMember(tx, token)
    const person = personOf(form)
    await tx.volunteer.update({
      where: { id: volunteer.id },
      data: { person: sealPerson(person), sameHash: sameHashOf(person) },
      select: { id: true },
    })
    await writeMember(tx, volunteer.id, id, session, form)
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
  const sameHash = sameHashOf({
    familyName: '',
    givenName: '',
    familyReading: form.family_reading,
    givenReading: form.given_reading,
    email: form.email,
    phone: '',
    school: '',
  })
  if (!sameHash) return
  await transaction(async (tx) => {
    const found = await tx.volunteer.findMany({
      where: { sameHash, deletedAt: null },
      select: { id: true, person: true, language: true },
      orderBy: { createdAt: 'desc' },
      take: 20,
    })
    const first = found[0]
    if (!first) return
    await writeMail(tx, { email: form.email, language: first.language }, 'lost', () => ({
      name: openPerson(first.person).givenName,
      links: found.map(({ id }) => portalUrl(`/volunteering/mine/${keyOf(id)}`)).join('\n'),
    }))
  })
}
