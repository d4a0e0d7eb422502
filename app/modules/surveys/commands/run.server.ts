/** アンケートを始める・終える・取りやめる, and what was learnt from it. */
import type { Actor } from '~/modules/accounts/rules'
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, type Day, dayOf, dayToDate, now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { queue } from '~/platform/jobs.server'
import { mixAll } from '~/platform/mix.server'
import { BALLOTS, ROLL } from '../ballots.server'
import { afterVerb, PAPER_DAYS, standingOf, unfitToOpen } from '../rules'
import type { VerbForm } from '../schema'
import { keptSurvey, questionsOf } from '../scope.server'
import { note } from './edit.server'
import { sheetsWaiting } from './paper.server'

const PAST = { open: 'opened', close: 'closed', cancel: 'cancelled' } as const

/**
 * Opens, closes or cancels a survey.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it stands otherwise by now; Invalid when it has no questions
 *   or its last day is past, or sheets that were handed in are still to be entered and nobody has said to leave them
 */
export async function moveSurvey(
  actor: Actor,
  id: number,
  form: Omit<VerbForm, 'anyway'> & { anyway?: boolean },
): Promise<void> {
  const { verb, reason, version, anyway } = form
  await transaction(async (tx) => {
    const { survey, keeper } = await keptSurvey(tx, actor, id)
    const to = afterVerb(survey.state, verb)
    if (to === null) throw new Stale()
    if (verb === 'open') {
      const unfit = unfitToOpen(await questionsOf(tx, id))
      if (unfit) throw new Invalid({ form: [`surveys.error.${unfit}`] })
      if (survey.closesOn < actor.today) throw new Invalid({ form: ['surveys.error.closes_past'] })
    }
    if (verb === 'close' && !anyway && (await sheetsHandedIn(tx, survey)) > 0) {
      throw new Invalid({ anyway: ['surveys.error.sheets_out'] })
    }
    if (survey.state === 'open') await lastMix(tx, survey)
    const begun = standingOf(survey, actor.today) === 'open'
    const { count } = await tx.survey.updateMany({
      where: { id, state: survey.state, version },
      data: {
        state: to,
        version: version + 1,
        ...(verb === 'open' ? { openedAt: now() } : { closedAt: now() }),
        // Told at this moment, not once more in the morning.
        ...(verb === 'open' && survey.opensOn <= actor.today ? { announcedOn: dayToDate(actor.today) } : {}),
        // Closed early, it was open to this day.
        ...(verb === 'close' && survey.closesOn > actor.today && survey.opensOn <= actor.today
          ? { closesOn: dayToDate(actor.today) }
          : {}),
        ...(verb === 'cancel' ? { conclusion: reason } : {}),
      },
    })
    if (count !== 1) throw new Stale()
    await note(tx, keeper, survey, PAST[verb])
    if (verb === 'open' && survey.opensOn <= actor.today) await tellLater(tx, id, 'opened')
    if (verb === 'cancel' && begun) await tellLater(tx, id, 'cancelled')
  })
}

/** Once more all together, before nothing can be written any more: from now on nothing in the table tells an order. */
const lastMix = async (tx: Tx, survey: { id: number; anonymous: boolean }) => {
  if (!survey.anonymous) return
  await mixAll(tx, BALLOTS, survey.id)
  await mixAll(tx, ROLL, survey.id)
}

/** Sheets whose people are ticked in the roll, and which nobody has entered yet. */
const sheetsHandedIn = async (
  tx: Tx,
  survey: { id: number; anonymous: boolean; reach: string },
): Promise<number> => (survey.anonymous && survey.reach === 'members' ? sheetsWaiting(tx, survey.id) : 0)

/** Mails go out in parts, by a job. */
export const tellLater = (tx: Tx, surveyId: number, kind: 'opened' | 'reminder' | 'cancelled') =>
  queue(tx, 'tell-survey', { surveyId, kind, after: null })

/** Writes わかったことと、これからすること. @throws SignInNeeded, NotAllowed, NotFound; Stale unless it is over */
export async function concludeSurvey(
  actor: Actor,
  id: number,
  form: { conclusion: string; version: number },
): Promise<void> {
  await transaction(async (tx) => {
    const { survey, keeper } = await keptSurvey(tx, actor, id)
    if (standingOf(survey, actor.today) !== 'over') throw new Stale('survey_not_over')
    const { count } = await tx.survey.updateMany({
      where: { id, version: form.version },
      data: { conclusion: form.conclusion, version: form.version + 1 },
    })
    if (count !== 1) throw new Stale()
    await note(tx, keeper, survey, 'concluded')
  })
}

/** Open surveys whose last day is over, and the days in which sheets that came in time are entered. */
function overOn(today: Day) {
  const paper = { OR: [{ reach: 'members' }, { anonymous: true }] }
  return {
    state: 'open' as const,
    OR: [
      { closesOn: { lt: dayToDate(addDays(today, -PAPER_DAYS)) } },
      { closesOn: { lt: dayToDate(today) }, NOT: paper },
    ],
  }
}

/** Closes what is open after its last day and the days for paper. @returns how many */
export async function closeSurveys(): Promise<number> {
  const today = dayOf(now())
  const over = await db.survey.findMany({
    where: overOn(today),
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  let closed = 0
  for (const { id } of over) {
    closed += await transaction(async (tx) => {
      const survey = await tx.survey.findFirst({
        where: { id, ...overOn(today) },
        select: { id: true, anonymous: true, version: true, associationId: true },
      })
      if (!survey) return 0
      await lastMix(tx, survey)
      const { version, associationId } = survey
      const { count } = await tx.survey.updateMany({
        where: { id, state: 'open', version },
        data: { state: 'closed', version: version + 1, closedAt: now() },
      })
      // Changed this moment, perhaps to a later end: the next round sees.
      if (count === 0) return 0
      await record(tx, JOB, { action: 'survey.closed', subjectType: 'survey', subjectId: id, associationId })
      return 1
    }, 120)
  }
  return closed
}

/** Mixes all answers and the roll of each open anonymous survey once more, in the night. @returns how many surveys */
export async function mixSurveys(): Promise<number> {
  const open = await db.survey.findMany({ where: { state: 'open', anonymous: true }, select: { id: true } })
  for (const { id } of open) {
    await transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${BALLOTS.name}), ${id}::int)`
      const still = await tx.survey.findFirst({ where: { id, state: 'open' }, select: { id: true } })
      if (still) await lastMix(tx, { id, anonymous: true })
    }, 120)
  }
  return open.length
}
