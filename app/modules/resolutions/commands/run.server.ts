/** The course of a decision: started, moved on by answers, officers or the clock, closed, or led into a meeting. */

import { holdersOf } from '~/modules/accounts/queries/holders.server'
import type { Actor } from '~/modules/accounts/rules'
import { type Auditee, JOB, record } from '~/modules/audit/commands.server'
import { addDays, type Day, dayOf, now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { mixAll } from '~/platform/mix.server'
import { BALLOTS } from '../ballots.server'
import { tokenHashOf } from '../links.server'
import { tellOfficers, tellVoters } from '../mails.server'
import {
  type Ballot,
  clockGoesOn,
  closing,
  consentStanding,
  countVotes,
  firstState,
  lastDay,
  leavesVoteDays,
  type Mover,
  mayBeginVote,
  mayMove,
  REMINDER_DAYS,
  type Reason,
  type ResolutionState,
} from '../rules'
import type { RunAct } from '../schema'
import { type Locked, lockForOfficer, lockResolution, moveTo, sayFrozen } from '../scope.server'

const noted = (
  tx: Tx,
  who: Auditee,
  resolution: Locked,
  action: string,
  after?: Record<string, string | number>,
) =>
  record(tx, who, {
    action,
    subjectType: 'resolution',
    subjectId: resolution.id,
    associationId: resolution.association.id,
    before: { state: resolution.state },
    after,
  })

/** @throws Stale for a move that is not in the table */
function asMove(from: ResolutionState, to: ResolutionState, by: Mover): void {
  if (!mayMove(from, to, by)) throw new Stale('resolution_frozen')
}

/** From here on no link on paper leads anywhere. */
const endLinks = (tx: Tx, id: number) =>
  tx.resolutionVoter.updateMany({
    where: { resolutionId: id, tokenHash: { not: null } },
    data: { tokenHash: null },
  })

/** Freezes items and voters, numbers the voters as their papers are, and asks them. */
async function start(tx: Tx, actor: Actor, resolution: Locked, who: Auditee): Promise<void> {
  const { id, days, way } = resolution
  const state = firstState(way)
  asMove(resolution.state, state, 'officer')
  const last = state === 'consenting' ? days.consentUntil : days.voteUntil
  const voters = await tx.resolutionVoter.findMany({
    where: { resolutionId: id },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true, linkNumber: true },
  })
  if (resolution.items.length === 0) throw new Invalid({ form: ['resolutions.error.no_items'] })
  if (voters.length === 0) throw new Invalid({ form: ['resolutions.error.no_voters'] })
  if (last === null || last < actor.today) throw new Invalid({ form: ['resolutions.error.days_over'] })
  if (state === 'consenting' && !leavesVoteDays(last, days.voteUntil))
    throw new Invalid({ form: ['resolutions.error.consent_after'] })
  // Without somebody who may check the count it would never come to a decision.
  const auditors = await holdersOf(tx, 'resolution.check', resolution.association, actor.today)
  if (!auditors.some((one) => one.id !== resolution.createdById))
    throw new Invalid({ form: ['resolutions.error.no_auditor'] })
  await tx.$executeRaw`
    UPDATE resolution_voters v SET position = n.position, token_hash = n.hash
    FROM unnest(${voters.map((v) => v.id)}::int[], ${voters.map((_, index) => index + 1)}::int[],
                ${voters.map(tokenHashOf)}::text[]) AS n(id, position, hash)
    WHERE v.id = n.id`
  const at = now()
  await moveTo(tx, resolution, state, { startedAt: at, ...(state === 'voting' ? { votingAt: at } : {}) })
  await noted(tx, who, resolution, 'resolution.started', { state, voters: voters.length })
  await tellVoters(tx, resolution, state === 'consenting' ? 'consent' : 'vote', { day: last })
}

/** All have agreed to the method: the vote begins. */
async function beginVote(tx: Tx, resolution: Locked, who: Auditee): Promise<void> {
  await moveTo(tx, resolution, 'voting', { votingAt: now() })
  await noted(tx, who, resolution, 'resolution.voting')
  await tellVoters(tx, resolution, 'vote', { day: resolution.days.voteUntil })
}

/** 総会を開く, or stopped: everybody is told why. What was answered is kept with the record. */
export async function endWithout(
  tx: Tx,
  resolution: Locked,
  to: 'to_meeting' | 'cancelled',
  given: { by: Mover; who: Auditee; reason: Reason; words?: string; today: Day },
): Promise<void> {
  const { by, who, reason, words = '', today } = given
  asMove(resolution.state, to, by)
  await moveTo(tx, resolution, to, { reason, reasonText: words, closedAt: now() })
  await endLinks(tx, resolution.id)
  await noted(tx, who, resolution, `resolution.${to}`, { reason })
  await tellVoters(tx, resolution, to === 'cancelled' ? 'cancelled' : 'meeting', {
    why: (t) => [t(`resolutions.reason.${reason}`), words].filter(Boolean).join('\n'),
  })
  await tellOfficers(tx, resolution, 'over', { right: 'resolution.run', today })
}

/** How the papers and the voters stand; what closing depends on. */
export async function standing(
  tx: Tx | typeof db,
  resolution: { id: number; state: string; secret: boolean },
) {
  const ofIt = { resolutionId: resolution.id }
  const phase = resolution.state === 'consenting' ? 'consent' : 'vote'
  const [voters, voted, envelopes, sheets, papersOpen] = await Promise.all([
    tx.resolutionVoter.count({ where: ofIt }),
    tx.resolutionVoter.count({ where: { ...ofIt, voted: true } }),
    tx.resolutionVoter.count({ where: { ...ofIt, votedOnPaper: true } }),
    tx.resolutionPaper.count({ where: { ...ofIt, phase: 'vote', state: 'agreed' } }),
    tx.resolutionPaper.count({ where: { ...ofIt, phase, state: { not: 'agreed' } } }),
  ])
  return { voters, voted, envelopes, sheets, papersOpen, secret: resolution.secret }
}

/** The votes of a decision, as the count takes them. */
export async function ballotsOf(tx: Tx | typeof db, id: number): Promise<Ballot[]> {
  const ballots = await tx.resolutionBallot.findMany({
    where: { resolutionId: id },
    orderBy: { id: 'asc' },
    select: { voterId: true, choices: true },
  })
  return ballots.map(({ voterId, choices }) => ({ voterId, choices: choices as Ballot['choices'] }))
}

/**
 * 開票: counts, and hands the count to the 監事.
 * @throws Error when there are not as many votes as voters who are marked: the database does not let that happen
 */
async function close(tx: Tx, resolution: Locked, by: Mover, who: Auditee, today: Day): Promise<void> {
  asMove(resolution.state, 'checking', by)
  const { voters, voted } = await standing(tx, resolution)
  if (resolution.secret) await mixAll(tx, BALLOTS, resolution.id)
  const ballots = await ballotsOf(tx, resolution.id)
  if (ballots.length !== voted)
    throw new Error(`resolution ${resolution.id}: ${ballots.length} votes of ${voted}`)
  const { reason, items } = countVotes(resolution, resolution.items, ballots, voters)
  for (const { id, votes, carried } of items) {
    await tx.resolutionItem.update({
      where: { id },
      data: { votesFor: votes.for, votesAgainst: votes.against, votesAbstain: votes.abstain, carried },
      select: { id: true },
    })
  }
  await moveTo(tx, resolution, 'checking', { closedAt: now(), ...(reason ? { reason } : {}) })
  await endLinks(tx, resolution.id)
  await noted(tx, who, resolution, 'resolution.closed', { voters, voted })
  await tellOfficers(tx, resolution, 'check', { right: 'resolution.check', today, leaf: '/check' })
}

/** What the replies to the method come to, after each of them and by the clock. */
export async function afterConsent(
  tx: Tx,
  resolution: Locked,
  given: { by: 'answers' | 'clock' | 'officer'; who: Auditee; today: Day },
): Promise<boolean> {
  const { by, who, today } = given
  const { consentUntil } = resolution.days
  if (resolution.state !== 'consenting' || consentUntil === null) return false
  const voters = await tx.resolutionVoter.findMany({
    where: { resolutionId: resolution.id },
    select: { consents: true },
  })
  const found = consentStanding(
    voters.map(({ consents }) => consents),
    consentUntil,
    today,
  )
  if (found === 'all') {
    // A paper that waits may hold an objection, from somebody who has consented too.
    if ((await standing(tx, resolution)).papersOpen > 0) {
      if (by === 'officer') throw new Stale('resolution_not_yet')
      return false
    }
    if (!mayBeginVote(resolution.days.voteUntil, today)) {
      await endWithout(tx, resolution, 'to_meeting', { by, who, reason: 'no_days_left', today })
      return true
    }
    await beginVote(tx, resolution, who)
    return true
  }
  const isOver = by === 'officer' ? today > consentUntil : by === 'clock' && clockGoesOn(consentUntil, today)
  if (found !== 'objection' && !(found === 'missing' && isOver)) return false
  if (found === 'missing' && (await standing(tx, resolution)).papersOpen > 0) {
    if (by === 'officer') throw new Stale('resolution_not_yet')
    return false
  }
  const reason = found === 'objection' ? 'objection' : 'missing_consent'
  await endWithout(tx, resolution, 'to_meeting', { by, who, reason, today })
  return true
}

/**
 * What officers do with a decision: start it, go on after the last day of consent, close the vote, hold a meeting
 * instead, or stop it.
 * @throws SignInNeeded, NotFound; Invalid naming what is still missing; Stale after somebody else's change, and where
 * the vote cannot be closed yet
 */
export async function runResolution(actor: Actor, id: number, act: RunAct): Promise<void> {
  const { today } = actor
  await transaction(async (tx) => {
    const { resolution, officer } = await lockForOfficer(tx, actor, 'resolution.run', id)
    if (resolution.version !== act.version) throw new Stale()
    if (act.intent === 'start') return start(tx, actor, resolution, officer)
    if (act.intent === 'go_on') {
      if (!(await afterConsent(tx, resolution, { by: 'officer', who: officer, today })))
        throw new Stale('resolution_not_yet')
      return
    }
    if (act.intent === 'close') {
      asMove(resolution.state, 'checking', 'officer')
      const found = closing(await standing(tx, resolution), resolution.days.voteUntil, today)
      if (found !== 'ready') throw new Stale('resolution_not_yet')
      return close(tx, resolution, 'officer', officer, today)
    }
    await endWithout(tx, resolution, act.intent === 'meeting' ? 'to_meeting' : 'cancelled', {
      by: 'officer',
      who: officer,
      reason: 'stopped',
      words: act.reason,
      today,
    })
  }, 60).catch(sayFrozen)
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
    if (today !== addDays(last, -REMINDER_DAYS)) return
    const already = await tx.auditEntry.findFirst({
      where: {
        action: 'resolution.reminded',
        subjectType: 'resolution',
        subjectId: String(id),
        after: { path: ['state'], equals: state },
      },
      select: { id: true },
    })
    if (already) return
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
