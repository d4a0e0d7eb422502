/** 質問: the public thread of a place, and what waits for an answer. */
import type { Actor } from '~/modules/accounts/rules'
import { mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { holdsContact } from '~/modules/moderation/rules'
import { PUBLIC_PLACE, placesInScope, refusePlace } from '~/modules/volunteering/queries/scope.server'
import { decrypt, encrypt } from '~/platform/crypto.server'
import { db, type Prisma } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { waitsForCentre } from '../rules'

/** What was asked of the centre alone and what it answered, as one sealed text: an answer repeats the question. */
type Words = { text: string; answer: string }
const USE = 'volunteer-question'

export const sealWords = (words: Words): string => encrypt(USE, JSON.stringify(words))

/** The words of a question, wherever they stand. */
export function wordsOf(question: Words & { audience: string }): Words {
  const { audience, text, answer } = question
  if (audience !== 'centre') return { text, answer }
  const opened = decrypt(USE, text)
  // Written before these were sealed.
  return opened === null ? { text, answer } : (JSON.parse(opened) as Words)
}

/** The questions of a place that were looked at, oldest first, with their answers and without names. */
export async function threadOf(placeId: number) {
  const found = await db.volunteerQuestion.findMany({
    where: { placeId, audience: 'place', shownAt: { not: null }, hiddenAt: null },
    orderBy: { id: 'asc' },
    take: 100,
    select: { id: true, text: true, answer: true, answeredAt: true, createdAt: true },
  })
  // An answer that the centre has not let through is none yet.
  return found.map(({ answeredAt, answer, ...question }) => ({
    ...question,
    answer: answeredAt ? answer : '',
  }))
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

/** @param centre whether it is for the centre, who alone shows what holds a contact */
async function list(where: Prisma.VolunteerQuestionWhereInput, centre: boolean) {
  const found = await db.volunteerQuestion.findMany({ where, orderBy: { id: 'desc' }, take: PAGE, select })
  return found.map(({ replyTo, ...row }) => {
    const question = { ...row, ...wordsOf(row) }
    const { audience, text, answer, shownAt, hiddenAt, answeredAt } = question
    const open = audience === 'place' && !hiddenAt
    const waits = audience === 'place' && waitsForCentre(question)
    return {
      ...question,
      hasReply: replyTo !== null,
      holdsContact: holdsContact(text) || holdsContact(answer),
      waits: open && waits,
      mayShow: audience === 'place' && (!shownAt || hiddenAt !== null || waits) && (centre || !waits),
      settled: hiddenAt !== null || (answeredAt !== null && (audience === 'centre' || shownAt !== null)),
    }
  })
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
  const centre = mayInPortal(actor, 'volunteer.run')
  return { place, questions: await list({ placeId, audience: centre ? undefined : 'place' }, centre) }
}

/** All questions, for the centre. @throws SignInNeeded, NotAllowed */
export function centreQuestions(actor: Actor) {
  requirePortalRight(actor, 'volunteer.run')
  return list({}, true)
}
