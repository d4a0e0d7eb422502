/** 募集のページ: everything about one opening that everybody may read. */
import { type Actor, denied, may, requireUser } from '~/modules/accounts/rules'
import { dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Gone, NotFound } from '~/platform/errors'
import { daysOf, daysSelect } from '../days.server'
import {
  keptUntil,
  lastDayOf,
  mayNominate,
  type OpeningKind,
  type OpeningState,
  type Skill,
  takesInterest,
} from '../rules'

const dayOrNull = (date: Date | null) => date && dateToDay(date)

const select = {
  id: true,
  kind: true,
  ...daysSelect,
  title: true,
  body: true,
  gains: true,
  companions: true,
  minutes: true,
  months: true,
  skills: true,
  evening: true,
  weekend: true,
  fromHome: true,
  places: true,
  startsOn: true,
  publishedAt: true,
  version: true,
  association: {
    select: { id: true, slug: true, name: true, path: true, district: { select: { name: true } } },
  },
  post: { select: { id: true, name: true, closedOn: true } },
  task: { select: { id: true, title: true } },
  voices: {
    orderBy: { id: 'asc' as const },
    select: { id: true, who: true, text: true, consentOn: true },
  },
} as const

/**
 * An opening and what the asker may do with it. A draft is there for those who keep it alone.
 * @throws NotFound
 */
export async function openingPage(actor: Actor, id: number) {
  const row = await db.opening.findUnique({ where: { id }, select })
  const keeps = row !== null && may(actor, 'officer.invite', row.association.path)
  if (!row || (row.state === 'draft' && !keeps)) throw new NotFound()
  const { association, post, voices, publishedAt, closedAt: _, ...rest } = row
  const days = daysOf(row)
  const opening = {
    ...rest,
    kind: row.kind as OpeningKind,
    state: row.state as OpeningState,
    skills: row.skills as Skill[],
    startsOn: dayOrNull(row.startsOn),
    endsOn: days.endsOn,
    electionOn: days.electionOn,
    /** The last day to come forward, whether it is the closing, the election or the end of the work */
    closesOn: lastDayOf(days),
    publishedOn: publishedAt?.toISOString() ?? null,
    association: {
      slug: association.slug,
      name: association.name,
      district: association.district?.name ?? null,
    },
    post: post && { id: post.id, name: post.name, stands: post.closedOn === null },
    voices: voices.map(({ id, who, text }) => ({ id, who, text })),
  }
  const mine = actor.user
    ? await db.interest.findFirst({
        where: { openingId: id, userId: actor.user.id, stage: { not: 'asked' } },
        orderBy: { id: 'desc' },
        select: { id: true, kind: true },
      })
    : null
  return {
    opening,
    takes: takesInterest(days, actor.today),
    keeps,
    mine,
    nominates: actor.user !== null && mayNominate(actor, association.path),
  }
}

/** The names of the account that stands as a candidate. */
export async function standingAs(actor: Actor) {
  if (!actor.user) return null
  return db.user.findUnique({
    where: { id: actor.user.id },
    select: { familyName: true, givenName: true, email: true },
  })
}

/**
 * What the forms of those who come forward say about the opening.
 * @throws NotFound for a draft; Gone when it is over
 */
export async function interestToShow(actor: Actor, id: number) {
  const row = await db.opening.findFirst({
    where: { id, state: { not: 'draft' } },
    select: {
      id: true,
      title: true,
      ...daysSelect,
      association: { select: { slug: true, name: true, path: true, answerDays: true } },
    },
  })
  if (!row) throw new NotFound()
  const days = daysOf(row)
  if (!takesInterest(days, actor.today)) throw new Gone('opening_over')
  const { path, ...association } = row.association
  return {
    id: row.id,
    title: row.title,
    association,
    path,
    keptUntil: keptUntil(days, actor.today),
  }
}

/** As `interestToShow`, for those who may name another. @throws SignInNeeded, NotAllowed besides */
export async function nominationToMake(actor: Actor, id: number) {
  requireUser(actor)
  const { path, ...opening } = await interestToShow(actor, id)
  if (!mayNominate(actor, path)) denied(actor)
  return opening
}
