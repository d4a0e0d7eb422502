/** Counts running surveys anew, for those that show their results before the end. Runs as a job. */
import { dayOf, dayToDate, now } from '~/platform/clock'
import { db, type Prisma, transaction } from '~/platform/db.server'
import { lockMixed } from '~/platform/mix.server'
import { BALLOTS } from '../ballots.server'
import type { Snapshot } from '../queries/results.server'
import { answersOfSurvey, talliesOf } from '../queries/tally.server'
import { countsAnew, LEAST_SHOWN, runningResultOf } from '../rules'
import { questionsOf } from '../scope.server'

/**
 * Takes the sums of each running survey of which at least five more have answered than the last time.
 * @returns how many were counted
 */
export async function takeSnapshots(): Promise<number> {
  const open = await db.survey.findMany({
    where: { state: 'open', showsRunning: true },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  let taken = 0
  for (const { id } of open) if (await takeSnapshot(id)) taken++
  return taken
}

async function takeSnapshot(surveyId: number): Promise<boolean> {
  return transaction(async (tx) => {
    // Nobody's answer arrives between the number and the sums.
    await lockMixed(tx, BALLOTS, surveyId)
    const before = await tx.surveySnapshot.findUnique({ where: { surveyId }, select: { answers: true } })
    const { answers } = await answersOfSurvey(surveyId)
    if (!countsAnew(before?.answers ?? null, answers)) return false
    const questions = (await talliesOf(surveyId, await questionsOf(tx, surveyId))).map(runningResultOf)
    const results: Snapshot = { answers: Math.floor(answers / LEAST_SHOWN) * LEAST_SHOWN, questions }
    const data = {
      answers,
      takenOn: dayToDate(dayOf(now())),
      results: results as unknown as Prisma.InputJsonObject,
    }
    await tx.surveySnapshot.upsert({
      where: { surveyId },
      create: { surveyId, ...data },
      update: data,
      select: { surveyId: true },
    })
    return true
  })
}
