/** 質問: the public thread of a place, and what waits for an answer. */
import type { Actor } from '~/modules/accounts/rules'
import { mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { PUBLIC_PLACE, placesInScope, refusePlace } from '~/modules/volunteering/queries/scope.server'
import { db, type Prisma } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { holdsContact } from '../rules'

/** The questions of a place that were looked at, oldest first, with their answers and without names. */
export function threadOf(placeId: number) {
  return db.volunteerQuestion.findMany({
    where: { placeId, audience: 'place', shownAt: { not: null }, hiddenAt: null },
    orderBy: { id: 'asc' },
    take: 100,
    select: { id: true, text: true, answer: true, createdAt: true },
  })
}
export type Thread = Awaited<ReturnType<typeof threadOf>>

/** The place that is asked about. @throws NotFound unless anybody may read it */
export async function askable(placeId: number) {
  const place = await db.volunteerPlace.findFirst({
    where: { AND: [{ id: placeId }, PUBLIC_PLACE] },
    select: { id: true, title: true },
  })
  if (!place) throw new NotFound()
  return place
}

const select = {
  id: true,
  audience: true,
  text: true,
  answer: true,
  shownAt: true,
  hiddenAt: true,
  answeredAt: true,
  replyTo: true,
  version: true,
  createdAt: true,
  place: { select: { id: true, title: true } },
} as const

const PAGE = 100

async function list(where: Prisma.VolunteerQuestionWhereInput) {
  const found = await db.volunteerQuestion.findMany({ where, orderBy: { id: 'desc' }, take: PAGE, select })
  return found.map(({ replyTo, ...question }) => ({
    ...question,
    hasReply: replyTo !== null,
    holdsContact: holdsContact(question.text),
    settled: question.hiddenAt !== null || question.answer !== '',
  }))
}
export type DeskQuestion = Awaited<ReturnType<typeof list>>[number]

/**
 * The questions in the thread of a place, for its host; what goes to the centre alone is not there.
 * @throws SignInNeeded; NotFound for a place of another host
 */
export async function placeQuestions(actor: Actor, placeId: number) {
  if (!actor.user) refusePlace(actor)
  const place = await db.volunteerPlace.findFirst({
    where: { AND: [{ id: placeId }, placesInScope(actor)] },
    select: { id: true, title: true },
  })
  if (!place) refusePlace(actor)
  const audience = mayInPortal(actor, 'volunteer.run') ? undefined : 'place'
  return { place, questions: await list({ placeId, audience }) }
}

/** All questions, for the centre. @throws SignInNeeded, NotAllowed */
export function centreQuestions(actor: Actor) {
  requirePortalRight(actor, 'volunteer.run')
  return list({})
}
