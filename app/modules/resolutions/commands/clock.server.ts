/** What the clock does with decisions: it reminds, and goes on after the last days. A morning that was missed is made up. */
import { JOB } from '~/modules/audit/commands.server'
import { type Day, dayOf, now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { tellOfficers, tellVoters } from '../mails.server'
import { clockGoesOn, closing, lastDay, opensOn, remindsOn } from '../rules'
import { lockResolution } from '../scope.server'
import { afterConsent, close, noted, standing } from './run.server'

/** Whether the clock has done this already in the same state. */
async function isNoted(tx: Tx, id: number, what: 'reminded' | 'opened', state: string): Promise<boolean> {
  const entry = await tx.auditEntry.findFirst({
    where: {
      action: `resolution.${what}`,
      subjectType: 'resolution',
      subjectId: String(id),
      after: { path: ['state'], equals: state },
    },
    select: { id: true },
  })
  return entry !== null
}

/** What the clock does with one decision that is running. */
async function tick(id: number, today: Day): Promise<void> {
  await transaction(async (tx) => {
    const resolution = await lockResolution(tx, id)
    const { days, state } = resolution
    const last = lastDay(state, days)
    if (last === null) return
    const path = { right: 'resolution.enter', today, leaf: '/papers' } as const
    if (state === 'consenting') {
      if (await afterConsent(tx, resolution, { by: 'clock', who: JOB, today })) return
    } else if (clockGoesOn(last, today)) {
      const found = closing(await standing(tx, resolution), last, today)
      if (found === 'ready') return close(tx, resolution, 'clock', JOB, today)
    }
    // Papers that came in time wait for the second officer: told once the last day is over, each morning until they do.
    if (today > last) {
      const { papersOpen, envelopes, sheets } = await standing(tx, resolution)
      const waits = papersOpen > 0 || (resolution.secret && envelopes !== sheets)
      if (waits) await tellOfficers(tx, resolution, 'papers', { ...path, number: papersOpen })
      return
    }
    const begun = dayOf((state === 'voting' ? resolution.votingAt : resolution.startedAt) ?? now())
    if (state === 'voting' && opensOn(days, begun, today) && !(await isNoted(tx, id, 'opened', state))) {
      const told = await tellVoters(tx, resolution, 'vote', { day: last, where: { voted: false } })
      await noted(tx, JOB, resolution, 'resolution.opened', { state, told })
      return
    }
    const asked =
      state === 'voting' && days.voteFrom !== null && days.voteFrom > begun ? days.voteFrom : begun
    if (!remindsOn(last, asked, today) || (await isNoted(tx, id, 'reminded', state))) return
    const silent = state === 'consenting' ? { consents: null } : { voted: false }
    const told = await tellVoters(tx, resolution, 'remind', { day: last, where: silent })
    await noted(tx, JOB, resolution, 'resolution.reminded', { state, told })
  }, 60)
}

/**
 * Reminds, goes on after the last days and the days for papers, each decision in a transaction of its own.
 * @throws AggregateError at the end, when some did not go on: the others have
 */
export async function advanceResolutions(): Promise<number> {
  const running = await db.resolution.findMany({
    where: { state: { in: ['consenting', 'voting'] } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  const failed: unknown[] = []
  for (const { id } of running) {
    try {
      await tick(id, dayOf(now()))
    } catch (error) {
      failed.push(new Error(`resolution ${id} did not go on`, { cause: error }))
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} of ${running.length} decisions`)
  return running.length
}
