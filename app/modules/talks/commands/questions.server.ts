/** 事前の質問: asked by those invited at once, by others when the host has looked; answered in writing. */
import { holdersOf } from '~/modules/accounts/queries/holders.server'
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { askAboutPersonal } from '~/modules/moderation/rules'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { writeTalkMail } from '../mails.server'
import { MOST_QUESTIONS, questionBegins } from '../rules'
import type { DecideForm, QuestionForm } from '../schema'
import { knownThrough } from '../scope.server'
import { answeredTalk } from './answers.server'
import { heldTalk } from './shared.server'

/** So many questions from one account. */
const LIMIT = { max: 10, minutes: 60 }

/**
 * Asks before the meeting.
 * @returns whether it is shown at once, or waits for the host
 * @throws SignInNeeded, NotFound; Gone after the last day; TooMany; Invalid for what seems to be data of others, until
 * the asker has said that it may be public
 */
export async function askBefore(actor: Actor, id: number, form: QuestionForm): Promise<'shown' | 'waiting'> {
  const asker = requireUser(actor)
  askAboutPersonal([form.text], form.personal_ok)
  await limitAttempts('talk-question', LIMIT, asker.user.id)
  return transaction(async (tx) => {
    const talk = await answeredTalk(tx, id)
    if ((await tx.talkQuestion.count({ where: { talkId: id } })) >= MOST_QUESTIONS) {
      throw new Invalid({ form: [message('form.too_many', { max: MOST_QUESTIONS })] })
    }
    const through = await knownThrough(tx, actor, talk.audience.path)
    const state = questionBegins({ known: through !== null })
    const question = await tx.talkQuestion.create({
      data: {
        talkId: id,
        associationId: through?.id ?? null,
        authorId: asker.user.id,
        state,
        text: form.text,
        createdAt: now(),
      },
      select: { id: true },
    })
    if (state === 'waiting') {
      for (const host of await holdersOf(tx, 'talk.host', talk.association, actor.today)) {
        await writeTalkMail(tx, host, 'question', { ...talk, host: talk.association.name })
      }
    }
    await record(tx, asker, {
      action: 'talk.question_asked',
      subjectType: 'talk_question',
      subjectId: question.id,
      associationId: talk.association.id,
      after: { talk: id, state },
    })
    return state === 'waiting' ? 'waiting' : 'shown'
  })
}

/** From which states the host decides what. */
const DECIDES = { show: ['waiting', 'refused'], refuse: ['waiting'], answer: ['shown'] } as const

/**
 * The host shows a question that waits, does not take it up and says why, or answers it.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody else has decided since
 */
export async function decideQuestion(actor: Actor, id: number, form: DecideForm): Promise<void> {
  await transaction(async (tx) => {
    const talk = await heldTalk(tx, actor, id)
    const question = await tx.talkQuestion.findFirst({
      where: { id: form.id, talkId: id },
      select: { state: true },
    })
    if (!question) throw new NotFound()
    const { decision, words, version } = form
    if (!DECIDES[decision].some((state) => state === question.state)) throw new Stale()
    const { count } = await tx.talkQuestion.updateMany({
      where: { id: form.id, talkId: id, state: question.state, version },
      data: {
        version: version + 1,
        ...(decision === 'show' ? { state: 'shown', refusedReason: '' } : {}),
        ...(decision === 'refuse' ? { state: 'refused', refusedReason: words } : {}),
        ...(decision === 'answer' ? { answer: words } : {}),
      },
    })
    if (count !== 1) throw new Stale()
    await record(tx, talk.host, {
      action: `talk.question_${{ show: 'shown', refuse: 'refused', answer: 'answered' }[decision]}`,
      subjectType: 'talk_question',
      subjectId: form.id,
      associationId: talk.association.id,
      after: { talk: id },
    })
  })
}
