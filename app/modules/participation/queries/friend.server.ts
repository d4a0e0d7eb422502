/** What a friend sees by the link that the first one handed on. */
import { hashToken } from '~/platform/crypto.server'
import { db, type Tx } from '~/platform/db.server'
import { Gone, NotFound } from '~/platform/errors'
import { isLiving } from '../rules'
import { kindOf } from './mine.server'
import { friendTokenOf, isComplete, openPerson } from './person.server'

/** The member of a friend's link. @throws NotFound when it is forged; Gone once it has been used */
export async function friendMember(client: Tx | typeof db, token: string) {
  const id = Number(/^(\d{1,9})\.[\w-]{20,100}$/.exec(token)?.[1] ?? 0)
  // Compared as hashes, so that the time it takes tells nothing.
  if (!id || hashToken(token) !== hashToken(friendTokenOf(id))) throw new NotFound()
  const member = await client.volunteerMember.findFirst({
    where: { id, volunteer: { deletedAt: null } },
    select: {
      id: true,
      stage: true,
      needsConsent: true,
      leads: true,
      application: { select: { id: true, sessionId: true, state: true } },
      volunteer: { select: { id: true, person: true } },
    },
  })
  if (!member) throw new NotFound()
  const person = openPerson(member.volunteer.person)
  if (isComplete(person) || !isLiving(member.application.state)) throw new Gone('friend_link_used')
  return { ...member, person }
}

/** Which form a friend fills in. @throws as `friendMember` */
export async function friendKind(token: string) {
  const { application } = await friendMember(db, token)
  return kindOf(application.sessionId)
}

/** @throws NotFound for a forged link; Gone once it has been used, or the application is over */
export async function friendPage(token: string) {
  const { person, needsConsent, application } = await friendMember(db, token)
  const { place, ...session } = await db.volunteerSession.findUniqueOrThrow({
    where: { id: application.sessionId },
    select: {
      startsAt: true,
      endsAt: true,
      place: { select: { title: true, venue: true, allergies: true, programme: { select: { kind: true } } } },
    },
  })
  const { programme, ...shown } = place
  return { name: person.givenName, needsConsent, kind: programme.kind, ...session, ...shown }
}
