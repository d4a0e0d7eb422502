/** What a guardian sees by a link. */
import { dayOf, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Gone } from '~/platform/errors'
import { consentStanding, holds, mayRevoke } from '../rules'
import { consentByToken } from './consent-link.server'
import { openPerson } from './person.server'

/**
 * What, where, when, with whom, and how the link stands. Its second opening shows what was answered.
 * @throws NotFound for a forged link; Gone for one of a past school year, and one that another link has replaced
 */
export async function consentPage(token: string) {
  const consent = await consentByToken(db, token)
  const { application } = consent.member
  const session = await db.volunteerSession.findUniqueOrThrow({
    where: { id: application.sessionId },
    select: {
      startsAt: true,
      endsAt: true,
      place: {
        select: {
          id: true,
          title: true,
          body: true,
          venue: true,
          meetingPoint: true,
          bring: true,
          rainRule: true,
          access: true,
          allergies: true,
          supervisor: true,
          host: { select: { name: true, phone: true } },
          programme: { select: { title: true, insurance: true } },
        },
      },
    },
  })
  const volunteer = await db.volunteer.findUniqueOrThrow({
    where: { id: consent.member.volunteerId },
    select: { person: true, stage: true },
  })
  const at = now()
  const facts = { state: application.state, startsAt: session.startsAt }
  const standing = consentStanding(consent, consent.all, facts, dayOf(at), at)
  if (standing === 'expired' || standing === 'replaced') throw new Gone(`consent_${standing}`)
  const answered = consent.all.find(holds) ?? consent.all.findLast((one) => one.refusedAt ?? one.revokedAt)
  const person = openPerson(volunteer.person)
  return {
    standing,
    mayRevoke: mayRevoke(standing, facts, at),
    state: application.state,
    textVersion: consent.textVersion,
    expiresOn: consent.expiresOn,
    answeredAt: answered ? (answered.revokedAt ?? answered.refusedAt ?? answered.givenAt) : null,
    keptUntil: application.state === 'held' ? application.keptUntil : null,
    waiting: application.state === 'waiting',
    // The given name alone: whoever finds the sheet should not learn who it is.
    name: person.givenName,
    stage: volunteer.stage,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    place: session.place,
  }
}
export type ConsentPage = Awaited<ReturnType<typeof consentPage>>
