/** The page of somebody who is asked, by an account or by the link on paper. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type ResolutionState, type Way, windowOf } from '../rules'
import { needOf } from '../scope.server'
import { type Asker, linkOf, voterWhere } from '../voter.server'

/**
 * What is asked of a voter, and what they have answered; of a vote that was given, only that it was.
 * @param id of the decision; null with a link
 * @throws SignInNeeded for a guest without a link; NotFound when somebody is not asked, or for a link that was never
 * made; Gone for one that was replaced, or after the end
 */
export async function voterView(asker: Asker, id: number | null) {
  const { actor, token } = asker
  if (token === null) requireUser(actor)
  const voters = await db.resolutionVoter.findMany({
    where: { ...(await voterWhere(asker)), ...(id === null ? {} : { resolutionId: id }) },
    orderBy: { id: 'asc' },
    take: 20,
    select: { id: true, position: true, name: true, consents: true, voted: true, resolutionId: true },
  })
  const [first] = voters
  if (!first) throw token === null ? new NotFound() : await linkOf(token)
  const row = await db.resolution.findUniqueOrThrow({
    where: { id: first.resolutionId },
    select: {
      id: true,
      state: true,
      way: true,
      title: true,
      introduction: true,
      article: true,
      secret: true,
      unit: true,
      consentUntil: true,
      voteFrom: true,
      voteUntil: true,
      association: { select: { slug: true, name: true } },
      items: {
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          title: true,
          text: true,
          needNum: true,
          needDen: true,
          needKind: true,
          base: true,
        },
      },
    },
  })
  if (row.state === 'draft') throw new NotFound()
  const days = {
    consentUntil: row.consentUntil && dateToDay(row.consentUntil),
    voteFrom: row.voteFrom && dateToDay(row.voteFrom),
    voteUntil: dateToDay(row.voteUntil),
  }
  const state = row.state as ResolutionState
  return {
    resolution: {
      ...row,
      ...days,
      state,
      way: row.way as Way,
      items: row.items.map((item) => ({
        id: item.id,
        title: item.title,
        text: item.text,
        need: needOf(item),
      })),
    },
    voters: voters.map(({ resolutionId: _, ...voter }) => voter),
    window: windowOf(state, days, actor.today),
    byLink: token !== null,
  }
}
export type VoterView = Awaited<ReturnType<typeof voterView>>

/** Items of the decision that somebody answers, for the form of the action. @throws as `voterView` */
export async function itemsAsked(asker: Asker, id: number | null) {
  const { resolution } = await voterView(asker, id)
  return { items: resolution.items.map((item) => item.id), way: resolution.way, state: resolution.state }
}

/** What is held of a person in decisions, for their own export. How somebody voted in secret is nowhere to be found. */
export async function resolutionExport(actor: Actor) {
  const { user } = requireUser(actor)
  const voters = await db.resolutionVoter.findMany({
    where: { userId: user.id },
    orderBy: { id: 'asc' },
    select: {
      name: true,
      consents: true,
      consentedAt: true,
      voted: true,
      ballot: { select: { choices: true } },
      resolution: { select: { title: true, association: { select: { name: true } } } },
    },
  })
  return voters.map(({ resolution, ballot, ...voter }) => ({
    association: resolution.association.name,
    resolution: resolution.title,
    ...voter,
    choices: ballot?.choices ?? null,
  }))
}
