/** A question before a talk as the moderators see it: found whatever its state, hidden where it is shown. */
import type { Actor } from '~/modules/accounts/rules'
import type { Client, Contribution, Keeper } from '~/modules/moderation/commands/keepers.server'
import { db } from '~/platform/db.server'
import { shorten } from '~/platform/text'

async function find(client: Client, actor: Actor, ids: readonly number[]): Promise<Contribution[]> {
  const found = await client.talkQuestion.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      talkId: true,
      text: true,
      state: true,
      hiddenAt: true,
      authorId: true,
      talk: { select: { state: true } },
    },
  })
  const authors = await client.user.findMany({
    where: { id: { in: found.flatMap(({ authorId }) => authorId ?? []) } },
    select: { id: true, email: true, language: true },
  })
  const authorOf = new Map(authors.map(({ id, ...receiver }) => [id, receiver]))
  return found.map(({ talk, talkId, state, text, ...question }) => ({
    ...question,
    text,
    title: shorten(text.replace(/\s+/g, ' '), 60),
    href: `/exchange/talks/${talkId}`,
    isPublic: state === 'shown' && talk.state !== 'draft',
    mine: actor.user !== null && question.authorId === actor.user.id,
    receiver: question.authorId ? (authorOf.get(question.authorId) ?? null) : null,
  }))
}

/** How moderation reaches the questions before a talk (事前の質問). */
export const talkQuestionKeeper: Keeper = {
  find,
  async setHidden(tx, id, at) {
    const { count } = await tx.talkQuestion.updateMany({
      where: at ? { id, hiddenAt: null, state: 'shown' } : { id, hiddenAt: { not: null } },
      data: { hiddenAt: at, version: { increment: 1 } },
    })
    return count === 1
  },
  async waiting() {
    // Those of an association's own talk wait for its host, whom nobody here can stand in for.
    const where = { state: 'waiting', talk: { state: 'announced', association: { kind: 'city' } } } as const
    const [count, first] = await Promise.all([
      db.talkQuestion.count({ where }),
      db.talkQuestion.findFirst({ where, orderBy: { id: 'asc' }, select: { talkId: true } }),
    ])
    return { count, href: first ? `/exchange/talks/${first.talkId}/questions` : '/exchange/talks' }
  },
}
