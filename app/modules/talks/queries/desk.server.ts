/** What waits for an officer or a host: invitations without an answer, questions that nobody has looked at. */
import { type Actor, mayAnywhere, postRights } from '~/modules/accounts/rules'
import { type Day, dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { INVITED_KINDS, lastDay, takesAnswers } from '../rules'
import { hostedWhere } from '../scope.server'

/** More than this no association is invited to at a time. */
const MOST = 50

/** An invitation that an association of the actor has not answered, or questions that wait for the actor as host. */
export type WaitingTalk = {
  id: number
  title: string
  kind: 'answer' | 'questions'
  /** The association that is asked, or how many questions wait */
  association: string
  count: number
  by: Day
}

/** Null for whoever neither answers for an association nor hosts. */
export async function talksForDesk(actor: Actor, at: Date): Promise<WaitingTalk[] | null> {
  const asks = actor.seats.filter(({ post }) => postRights[post].includes('matter.ask'))
  const hosts = mayAnywhere(actor, 'talk.host')
  if (asks.length === 0 && !hosts) return null
  const [invited, questions] = await Promise.all([unanswered(asks, at), hosts ? waiting(actor) : []])
  return [...invited, ...questions]
}

async function unanswered(
  seats: readonly { associationId: number; path: string }[],
  at: Date,
): Promise<WaitingTalk[]> {
  const own = await db.association.findMany({
    where: { id: { in: seats.map(({ associationId }) => associationId) }, kind: { in: [...INVITED_KINDS] } },
    select: { id: true, name: true, path: true },
  })
  const found = await Promise.all(
    own.map(async (association) => {
      const above = association.path.split('/').filter(Boolean).map(Number)
      const talks = await db.talk.findMany({
        where: {
          state: 'announced',
          startsAt: { gt: at },
          audienceId: { in: above },
          attendances: { none: { associationId: association.id, comes: { not: null } } },
        },
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
        take: MOST,
        select: { id: true, title: true, state: true, startsAt: true, answerBy: true },
      })
      return talks.flatMap((talk) => {
        const standing = { ...talk, answerBy: talk.answerBy && dateToDay(talk.answerBy) }
        if (!takesAnswers(standing, at)) return []
        const { id, title } = talk
        return [
          {
            id,
            title,
            kind: 'answer' as const,
            association: association.name,
            count: 1,
            by: lastDay(standing),
          },
        ]
      })
    }),
  )
  return found.flat()
}

async function waiting(actor: Actor): Promise<WaitingTalk[]> {
  const found = await db.talk.findMany({
    where: { AND: [{ state: 'announced', questions: { some: { state: 'waiting' } } }, hostedWhere(actor)] },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: MOST,
    select: {
      id: true,
      title: true,
      startsAt: true,
      answerBy: true,
      association: { select: { name: true } },
      questions: { where: { state: 'waiting' }, select: { id: true } },
    },
  })
  return found.map(({ questions, association, id, title, startsAt, answerBy }) => ({
    id,
    title,
    kind: 'questions',
    association: association.name,
    count: questions.length,
    by: lastDay({ startsAt, answerBy: answerBy && dateToDay(answerBy) }),
  }))
}
