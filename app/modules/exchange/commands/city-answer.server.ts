/** 回答とそのあと: answered with its reason, corrected, begun, told of on the way, done, impossible, thought over anew. */

import type { z } from 'zod'
import type { Actor, SignedIn } from '~/modules/accounts/rules'
import { answerDaysOf } from '~/modules/sections/rules'
import { type Day, dateToDay, dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { actsAt } from '../city-rules'
import { heldMatter, moversOf, writeMatter } from '../city-scope.server'
import { dueAfter } from '../days.server'
import { exchangeSettings } from '../queries/settings.server'
import type { AnswerForm, correctForm, endForm, progressForm, reopenForm, startForm } from '../schema/city'
import { answerNotice, correctNotice, recallAnswer } from './city-notice.server'
import { dayToCome, moveAt, trail } from './city-route.server'
import { happen } from './happen.server'
import { moveJoined } from './joined.server'

/** Fields that somebody filled in and that nothing would come of are refused rather than lost in silence. */
function promiseOf(given: Day | null, needed: boolean, today: Day): Day | null {
  if (!needed) {
    if (given) throw new Invalid({ promise: ['exchange.city.error.no_promise'] })
    return null
  }
  return dayToCome(given ?? '', today, 'promise')
}

/** What an answer sets going, or ends, in the same breath. */
const NEXT = {
  answer: null,
  answer_promise: 'underway',
  answer_done: 'done',
  answer_impossible: 'impossible',
} as const

/**
 * 回答する. Where it was wished, the answer goes to the district (or the association) that asked as a notice, in the same
 * transaction: both stand, or neither.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale; Invalid for a day that cannot be promised
 * @returns whether a notice was made, and whether it waits for a second person first
 */
export async function answerMatter(
  actor: Actor,
  id: number,
  form: AnswerForm,
): Promise<'answered' | 'answered_noticed' | 'answered_notice_waits'> {
  return transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    const { to, needs } = moveAt(matter, scope, form.how)
    const promisedOn = promiseOf(form.promise, needs.includes('promise'), actor.today)
    const at = now()
    const byId = staff.user.id
    const notice = form.notice
      ? await answerNotice(tx, staff, matter, { text: form.text, to, promisedOn })
      : null
    await writeMatter(tx, matter, {
      state: to,
      answeredAt: at,
      promisedOn: promisedOn && dayToDate(promisedOn),
      progress: to === 'done' ? 100 : 0,
      closedAt: to === 'underway' ? null : at,
      ...(notice ? { noticeId: notice.id } : {}),
    })
    // One mail tells of the answer with its promise; what follows from it at once stands in the course of things alone.
    await happen(tx, id, { kind: 'answered', text: form.text, dueOn: promisedOn, byId })
    const next = NEXT[form.how]
    if (next) {
      const text = next === 'underway' ? '' : translator('ja')(`exchange.city.at_once.${next}`)
      const progress = next === 'done' ? 100 : null
      await tx.matterEvent.create({
        data: { matterId: id, kind: next, text, progress, byId, at },
        select: { id: true },
      })
    }
    if (notice) await happen(tx, id, { kind: 'noticed', byId })
    await moveJoined(tx, id)
    await trail(tx, staff, matter, 'answered', {
      state: to,
      promised: promisedOn,
      notice: notice?.id ?? null,
    })
    if (!notice) return 'answered'
    return notice.state === 'published' ? 'answered_noticed' : 'answered_notice_waits'
  })
}

/**
 * 回答を訂正する: the earlier answer stays in the course of things; a notice that carries it is corrected with it.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale; Invalid when it says the same
 */
export async function correctAnswer(
  actor: Actor,
  id: number,
  form: z.output<typeof correctForm>,
): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    if (!actsAt(matter, moversOf(scope)).includes('correct')) throw new Stale()
    const last = await standingAnswer(tx, id)
    if (last === form.text) throw new Invalid({ text: ['exchange.city.error.same_text'] })
    const { promisedOn, state } = matter
    await writeMatter(tx, matter, {})
    await happen(tx, id, { kind: 'corrected', text: form.text, byId: staff.user.id })
    const noticed = await correctNotice(tx, staff, matter, {
      text: form.text,
      to: state,
      promisedOn: promisedOn && dateToDay(promisedOn),
      reason: form.reason,
    })
    await trail(tx, staff, matter, 'corrected', { notice: noticed })
  })
}

/** The answer that stands: the last, with its corrections. */
async function standingAnswer(tx: Pick<Tx, 'matterEvent'>, matterId: number): Promise<string | null> {
  const last = await tx.matterEvent.findFirst({
    where: { matterId, kind: { in: ['answered', 'corrected'] } },
    orderBy: { id: 'desc' },
    select: { text: true },
  })
  return last?.text ?? null
}

/**
 * 対応をはじめる, after an answer that promised nothing.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale, Invalid
 */
export async function startMatter(actor: Actor, id: number, form: z.output<typeof startForm>): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    const { to } = moveAt(matter, scope, 'start')
    const promisedOn = dayToCome(form.promise ?? '', actor.today, 'promise')
    await writeMatter(tx, matter, {
      state: to,
      promisedOn: dayToDate(promisedOn),
      closedAt: null,
      progress: 0,
    })
    await happen(tx, id, { kind: 'underway', text: form.text, dueOn: promisedOn, byId: staff.user.id })
    await moveJoined(tx, id)
    await trail(tx, staff, matter, 'underway', { state: to, promised: promisedOn })
  })
}

/**
 * 進み具合: how far it is, in percent and in words, and another day where it takes longer (or is done sooner).
 * @throws SignInNeeded, NotAllowed, NotFound, Stale, Invalid
 */
export async function tellProgress(
  actor: Actor,
  id: number,
  form: z.output<typeof progressForm>,
): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    moveAt(matter, scope, 'progress')
    const before = matter.promisedOn && dateToDay(matter.promisedOn)
    // A promise that is over already stands in the form as it was: leaving it there is no new promise.
    const promisedOn =
      form.promise && form.promise !== before ? dayToCome(form.promise, actor.today, 'promise') : before
    await writeMatter(tx, matter, {
      progress: form.percent,
      promisedOn: promisedOn && dayToDate(promisedOn),
    })
    await happen(tx, id, {
      kind: 'progress',
      text: form.text,
      progress: form.percent,
      dueOn: promisedOn === before ? null : promisedOn,
      byId: staff.user.id,
    })
    await moveJoined(tx, id)
    await trail(tx, staff, matter, 'progress', { progress: form.percent, promised: promisedOn })
  })
}

const ENDS = {
  finish: { kind: 'done', progress: 100 },
  give_up: { kind: 'impossible', progress: undefined },
} as const

/**
 * 完了, or 対応できなくなった, in words.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale
 */
export async function endMatter(
  actor: Actor,
  id: number,
  verb: keyof typeof ENDS,
  form: z.output<typeof endForm>,
): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    const { to } = moveAt(matter, scope, verb)
    const { kind, progress } = ENDS[verb]
    await writeMatter(tx, matter, {
      state: to,
      closedAt: now(),
      ...(progress === undefined ? {} : { progress }),
    })
    await happen(tx, id, { kind, text: form.text, progress, byId: staff.user.id })
    await moveJoined(tx, id)
    await trail(tx, staff, matter, kind, { state: to })
  })
}

/**
 * もう一度考える, with the reason and a new day for the answer. The notice with the first answer is taken back with a word:
 * nobody reads there what does not hold any more.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale, Invalid
 */
export async function reopenMatter(
  actor: Actor,
  id: number,
  form: z.output<typeof reopenForm>,
): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    const { to } = moveAt(matter, scope, 'reopen')
    const dueOn = form.due
      ? dayToCome(form.due, actor.today, 'due')
      : await usualDue(tx, staff, matter.sectionId)
    await writeMatter(tx, matter, {
      state: to,
      dueOn: dayToDate(dueOn),
      answeredAt: null,
      promisedOn: null,
      progress: 0,
      closedAt: null,
      dueToldAt: null,
      overdueToldOn: null,
    })
    await happen(tx, id, { kind: 'reopened', text: form.reason, dueOn, byId: staff.user.id })
    await recallAnswer(tx, staff, matter)
    await moveJoined(tx, id)
    await trail(tx, staff, matter, 'reopened', { state: to, due: dueOn })
  })
}

async function usualDue(tx: Tx, staff: SignedIn, sectionId: number | null): Promise<Day> {
  const [section, { answerDays }] = await Promise.all([
    sectionId === null
      ? null
      : tx.section.findUnique({ where: { id: sectionId }, select: { answerDays: true } }),
    exchangeSettings(tx),
  ])
  return dueAfter(staff.today, answerDaysOf(section ?? { answerDays: null }, answerDays))
}
