/** 保護者の同意: given, refused, taken back, by a link and without an account. */
import type { Auditee } from '~/modules/audit/commands.server'
import { record } from '~/modules/audit/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { dayOf, now } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { Gone, Invalid, Stale } from '~/platform/errors'
import { tellApplicants } from '../mails.server'
import { consentByToken } from '../queries/consent-link.server'
import { openEmergency, sealEmergency, sealGuardian } from '../queries/person.server'
import { CONSENT_VERSION, type ConsentStanding, consentStanding, limits, mayRevoke } from '../rules'
import type { ConsentForm } from '../schema'
import { type LockedSession, placeIfConsented, promote, takeOut, withSession } from './engine.server'

type Found = Awaited<ReturnType<typeof consentByToken>>

/**
 * Answers a link. What was answered with it before stands: the second time the page says what that was.
 * @throws NotFound; Gone for a link of a past school year, or one that another has replaced; Stale when it has been answered, or the application is over;
 *   Invalid for another version of the text than was shown; TooMany
 */
export async function answerConsent(
  actor: Auditee,
  address: string,
  token: string,
  form: ConsentForm,
): Promise<'consent_given' | 'consent_refused' | 'consent_revoked'> {
  await limitAttempts('volunteer-key', limits.key, address)
  const { sessionId } = (await consentByToken(db, token)).member.application
  return withSession(sessionId, async (tx, session) => {
    const consent = await consentByToken(tx, token)
    const { application } = consent.member
    const at = now()
    const standing = consentStanding(
      consent,
      consent.all,
      { state: application.state, startsAt: session.startsAt },
      dayOf(at),
      at,
    )
    if (standing === 'expired' || standing === 'replaced') throw new Gone(`consent_${standing}`)
    if (form.intent === 'give') return give(tx, actor, session, consent, standing, form)
    if (form.intent === 'refuse') {
      if (standing !== 'open') throw new Stale('consent_answered')
      await tx.guardianConsent.update({
        where: { id: consent.id },
        data: { refusedAt: at },
        select: { id: true },
      })
      await leaveBy(tx, actor, session, consent, 'refuse')
      return 'consent_refused'
    }
    if (!mayRevoke(standing, { state: application.state, startsAt: session.startsAt }, at))
      throw new Stale('consent_answered')
    // Every link of this member: what was given by an older one is taken back with it.
    await tx.guardianConsent.updateMany({
      where: { memberId: consent.memberId, givenAt: { not: null }, revokedAt: null },
      data: { revokedAt: at },
    })
    await leaveBy(tx, actor, session, consent, 'revoke')
    return 'consent_revoked'
  })
}

async function give(
  tx: Tx,
  actor: Auditee,
  session: LockedSession,
  consent: Found,
  standing: ConsentStanding,
  form: Extract<ConsentForm, { intent: 'give' }>,
) {
  if (standing !== 'open') throw new Stale('consent_answered')
  if (form.text_version !== CONSENT_VERSION)
    throw new Invalid({ agree: ['participation.error.text_changed'] })
  const { application } = consent.member
  await tx.guardianConsent.update({
    where: { id: consent.id },
    data: {
      givenAt: now(),
      textVersion: CONSENT_VERSION,
      guardian: sealGuardian({ name: form.name, relation: form.relation }),
    },
    select: { id: true },
  })
  await tx.volunteerMember.update({
    where: { id: consent.memberId },
    data: {
      emergency: sealEmergency({
        ...openEmergency(consent.member.emergency),
        guardianName: form.name,
        guardianPhone: form.phone,
      }),
    },
    select: { id: true },
  })
  await record(tx, actor, {
    action: 'volunteer.consent_given',
    subjectType: 'volunteer_application',
    subjectId: application.id,
    after: { textVersion: CONSENT_VERSION },
  })
  await placeIfConsented(tx, actor, session, application)
  return 'consent_given' as const
}

/** The person whose guardian does not consent leaves; friends stay. What becomes free goes to those who wait. */
async function leaveBy(
  tx: Tx,
  actor: Auditee,
  session: LockedSession,
  consent: Found,
  verb: 'refuse' | 'revoke',
): Promise<void> {
  const { application } = consent.member
  await record(tx, actor, {
    action: verb === 'refuse' ? 'volunteer.consent_refused' : 'volunteer.consent_revoked',
    subjectType: 'volunteer_application',
    subjectId: application.id,
  })
  await takeOut(tx, actor, session, application, consent.memberId, 'declined', verb)
  const now = await tx.volunteerMember.findUniqueOrThrow({
    where: { id: consent.memberId },
    select: { applicationId: true },
  })
  await tellApplicants(tx, session, now.applicationId, 'declined', { members: [consent.memberId] })
  await promote(tx, session.id)
}
