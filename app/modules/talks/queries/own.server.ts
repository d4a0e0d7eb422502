/** What the portal holds of a person from 意見交換会, for their own file. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'

/** The questions that the person asked before meetings, while it is known that they were theirs. @throws SignInNeeded */
export async function talkQuestionExport(actor: Actor) {
  const { user } = requireUser(actor)
  return db.talkQuestion.findMany({
    where: { authorId: user.id },
    orderBy: { id: 'asc' },
    select: {
      text: true,
      state: true,
      answer: true,
      refusedReason: true,
      createdAt: true,
      talk: { select: { id: true, title: true } },
    },
  })
}
