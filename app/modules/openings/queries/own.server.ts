/** What somebody sees of their own interest: by the secret key, or signed in. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { dateToDay, dayOf, now } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { db, type Tx } from '~/platform/db.server'
import { Gone } from '~/platform/errors'
import { daysOf, daysSelect } from '../days.server'
import { openPerson } from '../person.server'
import { type InterestKind, type InterestStage, keptUntil, type OpeningKind, takesInterest } from '../rules'

/** Of a signed-in person, instead of the secret: `my-12` */
const OWN = /^my-([1-9]\d{0,8})$/

const select = {
  id: true,
  openingId: true,
  kind: true,
  stage: true,
  person: true,
  userId: true,
  nominatedById: true,
  dueOn: true,
  version: true,
  createdAt: true,
  opening: {
    select: {
      id: true,
      title: true,
      body: true,
      kind: true,
      minutes: true,
      ...daysSelect,
      association: { select: { id: true, slug: true, name: true } },
    },
  },
  events: { orderBy: { id: 'asc' as const }, select: { stage: true, createdAt: true } },
} as const

async function rowOf(client: Tx | typeof db, actor: Actor, key: string) {
  const own = OWN.exec(key)
  if (!own && !/^[\w-]{43}$/.test(key)) throw new Gone('interest_over')
  const found = await client.interest.findFirst({
    where: own
      ? { id: Number(own[1]), userId: requireUser(actor).user.id, stage: { not: 'asked' } }
      : { keyHash: hashToken(key) },
    select,
  })
  // A key that was never given and one of something deleted are the same to whoever holds it.
  if (!found) throw new Gone('interest_over')
  // Unanswered until its last day: nobody agrees to it any more, also before the night in which it is deleted.
  if (found.stage === 'asked' && dateToDay(found.dueOn) < actor.today) throw new Gone('interest_over')
  return found
}

/**
 * Which interest a key opens.
 * @throws Gone for an unknown key, also of what was deleted, and when the time to agree is over; SignInNeeded
 */
export async function findOwn(client: Tx | typeof db, actor: Actor, key: string) {
  const { id, openingId, opening } = await rowOf(client, actor, key)
  return { id, openingId, associationId: opening.association.id }
}

/** The page of one's own interest. @throws Gone, SignInNeeded */
export async function ownInterest(actor: Actor, key: string) {
  const row = await rowOf(db, actor, key)
  const { opening, events, createdAt } = row
  const days = daysOf(opening)
  const asked = row.stage === 'asked'
  const by =
    asked && row.nominatedById
      ? await db.user.findUnique({
          where: { id: row.nominatedById },
          select: { familyName: true, givenName: true },
        })
      : null
  return {
    id: row.id,
    kind: row.kind as InterestKind,
    stage: row.stage as InterestStage,
    version: row.version,
    dueOn: dateToDay(row.dueOn),
    person: openPerson(row.person),
    /** Who proposed, told to the person who is asked alone */
    by: by && `${by.familyName} ${by.givenName}`,
    opening: {
      id: opening.id,
      title: opening.title,
      body: opening.body,
      kind: opening.kind as OpeningKind,
      minutes: opening.minutes,
      open: takesInterest(days, actor.today),
      association: { slug: opening.association.slug, name: opening.association.name },
    },
    events: events.map((event) => ({
      stage: event.stage as InterestStage,
      on: dayOf(event.createdAt),
    })),
    keptUntil: keptUntil(days, dayOf(asked ? now() : createdAt)),
  }
}

/** What the portal holds of a person's interest, for the person's own export. @throws SignInNeeded */
export async function interestExport(actor: Actor) {
  const { user } = requireUser(actor)
  const found = await db.interest.findMany({
    where: { userId: user.id },
    orderBy: { id: 'asc' },
    select: {
      kind: true,
      stage: true,
      person: true,
      createdAt: true,
      opening: { select: { title: true, association: { select: { name: true } } } },
    },
  })
  return found.map(({ opening, person, ...rest }) => ({
    association: opening.association.name,
    opening: opening.title,
    ...rest,
    ...openPerson(person),
  }))
}
