/** 質問: asked by anybody, looked at and answered by host or centre. No message goes from person to person. */

import { holdersOf, staffWith } from '~/modules/accounts/queries/holders.server'
import type { Actor } from '~/modules/accounts/rules'
import { mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { holdsContact } from '~/modules/moderation/rules'
import { placesInScope, refusePlace } from '~/modules/volunteering/queries/scope.server'
import { limitAttempts } from '~/platform/attempts.server'
import { type Day, now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { openAddress, sealAddress } from '../queries/person.server'
import { askable, sealWords, wordsOf } from '../queries/questions.server'
import { isFlagged, limits, QUESTION_KEPT_DAYS, QUESTION_MOST_DAYS } from '../rules'
import type { AnswerForm, QuestionForm } from '../schema'

/**
 * Takes a question. What looks like a way to reach a person is asked about first, and shown by nobody's hand but the
 * centre's.
 * @param language in which whoever asks is answered
 * @throws NotFound; Invalid; TooMany
 */
export async function ask(
  actor: Actor,
  address: string,
  placeId: number,
  form: QuestionForm,
  language: string,
): Promise<void> {
  const place = await askable(placeId)
  const toCentre = form.audience === 'centre'
  if (!toCentre && !form.certain && holdsContact(form.text))
    throw new Invalid({ text: ['participation.error.contact'] })
  if (toCentre && !form.reply_to) throw new Invalid({ reply_to: ['participation.error.reply_missing'] })
  await limitAttempts('volunteer-question', limits.question, address)
  await transaction(async (tx) => {
    const known = actor.user
      ? await tx.volunteer.findFirst({
          where: { userId: actor.user.id, deletedAt: null },
          orderBy: { createdAt: 'desc' },
          select: { id: true },
        })
      : null
    const { id } = await tx.volunteerQuestion.create({
      data: {
        placeId,
        audience: form.audience,
        text: toCentre ? sealWords({ text: form.text, answer: '' }) : form.text,
        // An answer in the thread needs no address.
        replyTo: toCentre ? sealAddress(form.reply_to) : null,
        volunteerId: known?.id,
        language,
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
    await tellCentre(tx, place.title, actor.today)
    if (!toCentre) await tellHost(tx, placeId, actor.today)
  })
}

async function tellCentre(tx: Tx, title: string, today: Day): Promise<void> {
  for (const to of await staffWith(tx, 'volunteer.run', today))
    await writeMail(tx, to, 'centre_question', () => ({
      title,
      link: portalUrl('/desk/volunteering/questions'),
    }))
}

/** Those who act for the host of a place: officers of the association, or who keeps the organisation. */
async function tellHost(tx: Tx, placeId: number, today: Day): Promise<void> {
  const { title, host } = await tx.volunteerPlace.findUniqueOrThrow({
    where: { id: placeId },
    select: {
      title: true,
      host: {
        select: {
          association: { select: { id: true, kind: true } },
          members: {
            select: { user: { select: { id: true, email: true, language: true } } },
            orderBy: { userId: 'asc' },
          },
        },
      },
    },
  })
  const { association, members } = host
  const officers = association ? await holdersOf(tx, 'volunteer.host', association, today) : []
  const all = new Map([...officers, ...members.map(({ user }) => user)].map((one) => [one.id, one]))
  for (const to of all.values())
    await writeMail(tx, to, 'host_question', () => ({
      title,
      link: portalUrl(`/volunteering/host/${placeId}/questions`),
    }))
}

/**
 * Shows, hides or answers a question, as the host of the place (what is in its thread) or as the centre (all). What
 * looks like a way to reach somebody, asked or answered, is kept until the centre shows it.
 * @param placeId of the page; null on the centre's page of all questions
 * @returns the key of what was done, for the page
 * @throws SignInNeeded; NotAllowed; NotFound for a question about another host's place, or to the centre alone; Stale; Invalid
 */
export async function settleQuestion(
  actor: Actor,
  placeId: number | null,
  form: AnswerForm,
): Promise<'question_settled' | 'question_waits'> {
  if (!actor.user) refusePlace(actor)
  if (placeId === null) requirePortalRight(actor, 'volunteer.run')
  const answers = form.intent === 'answer'
  if (answers && !form.answer) throw new Invalid({ answer: ['participation.error.answer_missing'] })
  return transaction(async (tx) => {
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
        answer: true,
        shownAt: true,
        replyTo: true,
        language: true,
        place: { select: { title: true, host: { select: { associationId: true } } } },
      },
    })
    if (!question) refusePlace(actor)
    const at = now()
    const inThread = question.audience === 'place'
    const { text } = wordsOf(question)
    const flagged = inThread && !centre && isFlagged(question)
    if (flagged && form.intent === 'show') throw new NotAllowed()
    const waits = flagged || (inThread && !centre && answers && holdsContact(form.answer))
    const shows = inThread && form.intent !== 'hide' && !waits
    // The centre lets an answer through by showing it.
    const letsThrough = centre && form.intent === 'show' && question.answer !== ''
    const { count } = await tx.volunteerQuestion.updateMany({
      where: { id: question.id, version: form.version },
      data: {
        version: form.version + 1,
        ...(shows ? { shownAt: question.shownAt ?? at } : {}),
        hiddenAt: form.intent === 'hide' ? at : null,
        ...(answers
          ? {
              ...(inThread
                ? { answer: form.answer }
                : { text: sealWords({ text, answer: form.answer }), answer: '' }),
              answeredAt: inThread && !centre && holdsContact(form.answer) ? null : at,
            }
          : {}),
        ...(letsThrough ? { answeredAt: at } : {}),
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
    if (answers && !inThread && email)
      await writeMail(tx, { email, language: question.language }, 'answer', () => ({
        title: question.place.title,
        question: text,
        answer: form.answer,
      }))
    if (!waits || !answers) return 'question_settled'
    await tellCentre(tx, question.place.title, actor.today)
    return 'question_waits'
  })
}

/**
 * Deletes what was asked of the centre alone, with the address of whoever asked: some time after the answer, and after
 * a year whatever became of it.
 * @returns how many
 */
export async function forgetQuestions(): Promise<number> {
  const before = (days: number) => new Date(now().getTime() - days * 86_400_000)
  const { count } = await db.volunteerQuestion.deleteMany({
    where: {
      audience: 'centre',
      OR: [
        { answeredAt: { lt: before(QUESTION_KEPT_DAYS) } },
        { hiddenAt: { lt: before(QUESTION_KEPT_DAYS) } },
        { createdAt: { lt: before(QUESTION_MOST_DAYS) } },
      ],
    },
  })
  return count
}
