/** One officer: the term, the consents, and the contact, for the officer and for those who keep the officers. */
import {
  type Actor,
  holderOf,
  may,
  nameIsShown,
  type Post,
  requireUser,
  standingOf,
} from '~/modules/accounts/rules'
import { dateToDay, dayOf } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type ContactScope, type GivenBy, mayReadContact, type Reader } from '../rules'
import { keptAssociation } from '../scope.server'
import { officersAssociation, person, shortOf } from './posts.server'

/** As what the actor reads contacts of officers of an association. */
export function readerOf(actor: Actor, path: string, own: boolean): Reader {
  const inOffice = { ...actor, staff: [] }
  const seatsHere = actor.seats.filter((seat) => seat.path === path)
  return {
    own,
    keeper: may({ ...inOffice, seats: seatsHere }, 'officer.invite', path),
    member:
      may(inOffice, 'contact.read', path) || actor.memberships.some((member) => member.path.startsWith(path)),
    city: may({ ...actor, seats: [] }, 'contact.read', path),
  }
}

/**
 * @throws SignInNeeded, NotAllowed for somebody who neither is the officer nor keeps the officers; NotFound
 */
export async function officerToKeep(actor: Actor, slug: string, termId: number) {
  const { user } = requireUser(actor)
  const association = await officersAssociation(slug)
  const term = await db.term.findFirst({
    where: { id: termId, associationId: association.id },
    select: {
      id: true,
      userId: true,
      post: true,
      acting: true,
      startsOn: true,
      endsOn: true,
      nameShownSince: true,
      nameWithdrawnAt: true,
      ...person,
      user: { select: person },
      seat: { select: { post: { select: { name: true } } } },
      contacts: { orderBy: { id: 'desc' }, take: 20 },
    },
  })
  const own = term !== null && term.userId === user.id
  if (!own) await keptAssociation(db, actor, slug)
  if (!term) throw new NotFound()
  const days = { startsOn: dateToDay(term.startsOn), endsOn: dateToDay(term.endsOn) }
  const { familyName, givenName, familyReading, givenReading } = term
  const reader = readerOf(actor, association.path, own)
  return {
    association: shortOf(association),
    own,
    term: {
      id: term.id,
      post: term.post as Post,
      postName: term.seat?.post.name ?? '',
      acting: term.acting,
      ...days,
      over: standingOf(days, actor.today) === 'past',
      ...holderOf(term),
      /** As written, where there is no account */
      names: term.userId ? null : { familyName, givenName, familyReading, givenReading },
      nameShown: nameIsShown(term),
      nameShownSince: term.nameShownSince && dayOf(term.nameShownSince),
    },
    contacts: term.contacts.map((contact) => {
      const reads = contact.withdrawnOn === null && mayReadContact(contact, reader)
      const { phone, email, address } = contact
      return {
        id: contact.id,
        data: reads ? { phone, email, address } : null,
        scopes: contact.scopes as ContactScope[],
        text: contact.consentText,
        givenOn: dateToDay(contact.givenOn),
        givenBy: contact.givenBy as GivenBy,
        withdrawnOn: contact.withdrawnOn && dateToDay(contact.withdrawnOn),
      }
    }),
  }
}
