/** 質問: asked by anybody, looked at and answered by host or centre. No message goes from person to person. */

import { staffWith } from '~/modules/accounts/queries/holders.server'
import type { Actor } from '~/modules/accounts/rules'
import { mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { placesInScope, refusePlace } from '~/modules/volunteering/queries/scope.server'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { writeMail } from '../mails.server'
import { openAddress, portalUrl, sealAddress } from '../queries/person.server'
import { askable } from '../queries/questions.server'
import { holdsContact, limits } from '../rules'
import type { AnswerForm, QuestionForm } from '../schema'

/**
 * Takes a question. What looks like a way to reach a person is asked about first, and shown by nobody's hand but the
 * host's or the centre's.
 * @throws NotFound; Invalid; TooMany
 */
export async function ask(actor: Actor, address: string, placeId: number, form: QuestionForm): Promise<void> {
  const place = await askable(placeId)
  if (form.audience === 'place' && !form.certain && holdsContact(form.text))
    throw new Invalid({ text: ['participation.error.contact'] })
  if (form.audience === 'centre' && !form.reply_to)
    throw new Invalid({ reply_to: ['participation.error.reply_missing'] })
  await limitAttempts('volunteer-question', limits.question, address)
  await transaction(async (tx) => {
    const { id } = await tx.volunteerQuestion.create({
      data: {
        placeId,
        audience: form.audience,
        text: form.text,
        // An answer in the thread needs no address.
        replyTo: form.audience === 'centre' ? sealAddress(form.reply_to) : null,
        createdAt: now(),
      },
      select: { id: true },
    })
    await record(tx, actor, {
      action: 'volunteer.question_asked',
      subjectType: 'volunteer_question',
      subjectId: id,
      after: { audience: form.audience },
    })
    for (const to of await staffWith(tx, 'volunteer.run', actor.today))
      await writeMail(tx, to, 'centre_question', () => ({
        title: place.title,
        link: portalUrl('/desk/volunteering/questions'),
      }))
  })
}

/**
 * Shows, hides or answers a question, as the host of the place (what is in its thread) or as the centre (all).
 * @param placeId of the page; null on the centre's page of all questions
 * @throws SignInNeeded; NotAllowed; NotFound for a question about another host's place, or to the centre alone; Stale; Invalid
 */
export async function settleQuestion(actor: Actor, placeId: number | null, form: AnswerForm): Promise<void> {
  if (!actor.user) refusePlace(actor)
  if (placeId === null) requirePortalRight(actor, 'volunteer.run')
  if (form.intent === 'answer' && !form.answer)
    throw new Invalid({ answer: ['participation.error.answer_missing'] })
  await transaction(async (tx) => {
    const centre = mayInPortal(actor, 'volunteer.run')
    const question = await tx.volunteerQuestion.findFirst({
      where: {
        id: form.question,
        place: { AND: [placesInScope(actor), placeId === null ? {} : { id: placeId }] },
        ...(centre ? {} : { audience: 'place' }),
      },
      select: {
        id: true,
        audience: true,
        text: true,
        shownAt: true,
        replyTo: true,
        place: { select: { title: true, host: { select: { associationId: true } } } },
      },
    })
    if (!question) refusePlace(actor)
    const at = now()
    const shows = form.intent !== 'hide' && question.audience === 'place'
    const { count } = await tx.volunteerQuestion.updateMany({
      where: { id: question.id, version: form.version },
      data: {
        version: form.version + 1,
        ...(shows ? { shownAt: question.shownAt ?? at, hiddenAt: null } : {}),
        ...(form.intent === 'hide' ? { hiddenAt: at } : {}),
        ...(form.intent === 'answer' ? { answer: form.answer, answeredAt: at } : {}),
      },
    })
    if (count !== 1) throw new Stale()
    await record(tx, actor, {
      action: 'volunteer.question_settled',
      subjectType: 'volunteer_question',
      subjectId: question.id,
      associationId: question.place.host.associationId,
      after: { intent: form.intent },
    })
    const email = openAddress(question.replyTo)
    if (form.intent === 'answer' && question.audience === 'centre' && email)
      await writeMail(tx, { email, language: 'ja' }, 'answer', () => ({
        title: question.place.title,
        question: question.text,
        answer: form.answer,
      }))
  })
}
