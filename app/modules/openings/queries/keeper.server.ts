/** 募集 as those see it who keep the association's officers: drafts and all, with how many came forward. */
import type { Actor } from '~/modules/accounts/rules'
import { type Day, dateToDay, dayOf, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { ACTIVE_STAGES, type OpeningKind, type OpeningState } from '../rules'
import { interestWhere, keptAssociation } from '../scope.server'

/** Most openings of one association in the list. */
const MOST = 300

type KeptOpening = {
  id: number
  title: string
  kind: OpeningKind
  state: OpeningState
  closesOn: Day | null
  publishedOn: Day | null
  post: string | null
  /** Those who came forward and are not done with; nobody who was named and has not agreed */
  active: number
  overdue: number
}

/** The openings of an association, the newest first. @throws SignInNeeded, NotAllowed, NotFound */
export async function openingsToKeep(actor: Actor, slug: string) {
  const { association } = await keptAssociation(db, actor, slug)
  const [openings, active, overdue, answers] = await Promise.all([
    db.opening.findMany({
      where: { associationId: association.id },
      orderBy: { id: 'desc' },
      take: MOST,
      select: {
        id: true,
        title: true,
        kind: true,
        state: true,
        closesOn: true,
        publishedAt: true,
        post: { select: { name: true } },
      },
    }),
    db.interest.groupBy({
      by: ['openingId'],
      where: { opening: { associationId: association.id }, stage: { in: [...ACTIVE_STAGES] } },
      _count: { id: true },
    }),
    db.interest.groupBy({
      by: ['openingId'],
      where: { opening: { associationId: association.id }, ...overdueWhere(actor.today) },
      _count: { id: true },
    }),
    db.association.findFirst({
      where: { AND: [{ id: association.id }, interestWhere(actor)] },
      select: { id: true },
    }),
  ])
  const count = (groups: { openingId: number; _count: { id: number } }[], id: number) =>
    groups.find(({ openingId }) => openingId === id)?._count.id ?? 0
  return {
    association: { slug: association.slug, name: association.name },
    answers: answers !== null,
    openings: openings.map(
      ({ post, closesOn, publishedAt, ...opening }): KeptOpening => ({
        ...opening,
        kind: opening.kind as OpeningKind,
        post: post?.name ?? null,
        closesOn: closesOn && dateToDay(closesOn),
        publishedOn: publishedAt && dayOf(publishedAt),
        active: count(active, opening.id),
        overdue: count(overdue, opening.id),
      }),
    ),
  }
}

/** The `where` of an interest that nobody has answered in time. */
export const overdueWhere = (today: Day) =>
  ({ stage: 'new', answeredAt: null, dueOn: { lt: dayToDate(today) } }) as const

/** Posts and tasks that an opening can be of. */
async function choicesOf(associationId: number) {
  const posts = await db.officerPost.findMany({
    where: { associationId, closedOn: null },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      introduction: true,
      tasks: { orderBy: [{ position: 'asc' }, { id: 'asc' }] },
    },
  })
  return posts
}

/** What the form of a new opening needs. @throws SignInNeeded, NotAllowed, NotFound */
export async function openingToMake(actor: Actor, slug: string) {
  const { association } = await keptAssociation(db, actor, slug)
  const posts = await choicesOf(association.id)
  return { association: { slug: association.slug, name: association.name }, posts }
}

/** An opening for its form. @throws SignInNeeded, NotAllowed, NotFound */
export async function openingToEdit(actor: Actor, slug: string, id: number) {
  const { association } = await keptAssociation(db, actor, slug)
  const opening = await db.opening.findFirst({
    where: { id, associationId: association.id },
    include: { voices: { orderBy: { id: 'asc' } } },
  })
  if (!opening) throw new NotFound()
  const posts = await choicesOf(association.id)
  const { voices, ...columns } = opening
  return {
    association: { slug: association.slug, name: association.name },
    posts,
    opening: { ...columns, state: opening.state as OpeningState, kind: opening.kind as OpeningKind },
    voices: voices.map(({ id: voice, who, text, consentOn }) => ({
      id: voice,
      who,
      text,
      consentOn: dateToDay(consentOn),
    })),
  }
}
