/** Reading what is kept shut: health notes and ways to reach a person. Whoever reads is written down. */
import type { Actor } from '~/modules/accounts/rules'
import { requirePortalRight, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { sessionInScope } from '~/modules/volunteering/queries/scope.server'
import { transaction } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { openEmergency, openGuardian, openHealth, openPerson } from '../queries/person.server'
import { EXPECTED } from '../rules'

/**
 * The health notes of those who have a place in a session, for its supervisor and for the centre.
 * @throws SignInNeeded; NotFound for a session of another host
 */
export async function readHealth(
  actor: Actor,
  sessionId: number,
): Promise<{ name: string; stage: string; health: string }[]> {
  const person = requireUser(actor)
  return transaction(async (tx) => {
    const session = await sessionInScope(tx, person, sessionId)
    const members = await tx.volunteerMember.findMany({
      where: { application: { sessionId, state: { in: [...EXPECTED] } }, health: { not: null } },
      orderBy: { id: 'asc' },
      select: { stage: true, health: true, volunteer: { select: { person: true } } },
    })
    await record(tx, person, {
      action: 'volunteer.health_read',
      subjectType: 'volunteer_session',
      subjectId: sessionId,
      associationId: session.place.host.associationId,
      after: { persons: members.length },
    })
    return members.map(({ stage, health, volunteer }) => ({
      name: openPerson(volunteer.person).givenName,
      stage,
      health: openHealth(health),
    }))
  })
}

/**
 * How the persons of an application are reached, and who has consented for a minor, for the centre alone.
 * @throws SignInNeeded, NotAllowed; NotFound
 */
export async function readContacts(actor: Actor, applicationId: number) {
  const person = requirePortalRight(actor, 'volunteer.run')
  return transaction(async (tx) => {
    const application = await tx.volunteerApplication.findUnique({
      where: { id: applicationId },
      select: {
        members: {
          orderBy: { id: 'asc' },
          select: {
            id: true,
            health: true,
            emergency: true,
            volunteer: { select: { person: true } },
            consents: {
              where: { givenAt: { not: null }, revokedAt: null },
              orderBy: { givenAt: 'desc' },
              take: 1,
              select: { guardian: true },
            },
          },
        },
      },
    })
    if (!application) throw new NotFound()
    await record(tx, person, {
      action: 'volunteer.contact_read',
      subjectType: 'volunteer_application',
      subjectId: applicationId,
      after: { persons: application.members.length },
    })
    return application.members.map(({ id, health, emergency, volunteer, consents }) => {
      const { email, phone, school } = openPerson(volunteer.person)
      return {
        id,
        email,
        phone,
        school,
        emergency: openEmergency(emergency),
        guardian: openGuardian(consents[0]?.guardian ?? null),
        health: openHealth(health),
      }
    })
  })
}
