/** 役員名簿: all seats on a day, with names and readings apart, and contacts as far as the consent reaches. */
import { type Actor, denied, may, nameIsShown } from '~/modules/accounts/rules'
import type { Day } from '~/platform/clock'
import { csv } from '~/platform/csv'
import { db } from '~/platform/db.server'
import type { Translate } from '~/platform/i18n'
import { HEADERS } from '../roster/columns'
import { mayReadContact, type SeatState } from '../rules'
import { readerOf } from './officer.server'
import { officersAssociation, seatsOf, shortOf } from './posts.server'

export type RosterRow = {
  post: string
  /** 0 where the post has one seat */
  number: number
  state: SeatState
  /** Null on a vacant seat, and where the name may not be seen */
  person: {
    familyName: string
    givenName: string
    familyReading: string
    givenReading: string
    startsOn: Day
    endsOn: Day
    acting: boolean
  } | null
  contact: { phone: string; email: string; address: string } | null
}

/**
 * The roster on a day. Officers and the city read all names; a member those who agreed.
 * @throws SignInNeeded, NotAllowed for anybody else; NotFound
 */
export async function rosterOf(actor: Actor, slug: string, on: Day) {
  const association = await officersAssociation(slug)
  const { path } = association
  const reads = may(actor, 'contact.read', path)
  if (!reads && !actor.memberships.some((member) => member.path.startsWith(path))) denied(actor)
  const posts = await seatsOf(db, association.id, on)
  const current = posts.flatMap((post) => post.seats.flatMap(({ view }) => view.current?.id ?? []))
  const contacts = await db.officerContact.findMany({
    where: { termId: { in: current }, withdrawnOn: null },
    select: { termId: true, phone: true, email: true, address: true, scopes: true, givenBy: true },
  })
  const rows = posts.flatMap((post) =>
    post.seats.map(({ number, view }): RosterRow => {
      const term = view.current
      const seat = { post: post.name, number: post.seats.length > 1 ? number : 0, state: view.state }
      if (!term) return { ...seat, person: null, contact: null }
      const reader = readerOf(actor, path, term.userId !== null && term.userId === actor.user?.id)
      const given = contacts.find(({ termId }) => termId === term.id)
      const told = given && mayReadContact(given, reader) ? given : null
      const named = reads || reader.own || nameIsShown(term) || told !== null
      const { familyName, givenName, familyReading, givenReading } = term.user ?? term
      const { startsOn, endsOn, acting } = term
      return {
        ...seat,
        person: named
          ? { familyName, givenName, familyReading, givenReading, startsOn, endsOn, acting }
          : null,
        contact: told && { phone: told.phone, email: told.email, address: told.address },
      }
    }),
  )
  return { association: shortOf(association), rows, on, reads }
}

/**
 * The roster as a file, which can be read in again. Its words are part of the format and always Japanese.
 * @throws SignInNeeded, NotAllowed for a member without an office too: the file is for officers and the city; NotFound
 */
export async function rosterFile(actor: Actor, slug: string, on: Day, t: Translate): Promise<string> {
  const { rows, reads } = await rosterOf(actor, slug, on)
  if (!reads) denied(actor)
  return csv([
    HEADERS,
    ...rows.map(({ post, number, state, person, contact }) => [
      post,
      number || 1,
      t(`officers.page.state.${state}`),
      person?.familyName ?? '',
      person?.givenName ?? '',
      person?.familyReading ?? '',
      person?.givenReading ?? '',
      person?.startsOn ?? '',
      person?.endsOn ?? '',
      person?.acting ? '代行' : '',
      contact?.phone ?? '',
      contact?.email ?? '',
      contact?.address ?? '',
    ]),
  ])
}
