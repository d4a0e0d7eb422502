/** The course of a decision: started, moved on by answers, officers or the clock, closed, or led into a meeting. */

import { holdersOf } from '~/modules/accounts/queries/holders.server'
import type { Actor } from '~/modules/accounts/rules'
import { type Auditee, record } from '~/modules/audit/commands.server'
import { type Day, now } from '~/platform/clock'
import { type db, type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { mixAll } from '~/platform/mix.server'
import { BALLOTS } from '../ballots.server'
import { tokenHashOf } from '../links.server'
import { tellOfficers, tellVoters } from '../mails.server'
import {
  allSeen,
  type Ballot,
  clockGoesOn,
  closing,
  consentStanding,
  countExtras,
  countVotes,
  extraOf,
  firstState,
  leavesDays,
  leavesVoteDays,
  type Mover,
  mayBeginVote,
  mayMove,
  type Phase,
  type Reason,
  type ResolutionState,
} from '../rules'
import type { RunAct } from '../schema'
import { type Locked, lockForOfficer, moveTo, sayFrozen } from '../scope.server'
import { voterDifferences } from './voters.server'

/** An entry of the audit trail, with the state in which it was done. */
export const noted = (
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
async function start(
  tx: Tx,
  actor: Actor,
  resolution: Locked,
  who: Auditee,
  ticked: readonly string[],
): Promise<void> {
  const { id, days, way, unit, association } = resolution
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
  if (!leavesDays(days.voteFrom, days.voteUntil))
    throw new Invalid({ form: ['resolutions.error.from_after'] })
  if (state === 'voting' && !mayBeginVote(days, actor.today))
    throw new Invalid({ form: ['resolutions.error.few_days'] })
  // Who is asked is the one thing that cannot be put right later: each difference to the register has been looked at.
  const found = await voterDifferences(tx, { id, unit, path: association.path, today: actor.today })
  if (!allSeen(found, ticked)) throw new Invalid({ form: ['resolutions.error.differences'] })
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
  await noted(tx, who, resolution, 'resolution.started', {
    state,
    voters: voters.length,
    missing: found.missing.length,
    gone: found.gone.length,
    byHand: found.by_hand.length,
  })
  if (state === 'consenting') await tellVoters(tx, resolution, 'consent', { day: last })
  else await tellVote(tx, resolution, actor.today)
}

/** Asks for the vote, or says on which day it will begin: then it is asked for on that day. */
async function tellVote(tx: Tx, resolution: Locked, today: Day): Promise<void> {
  const { voteFrom, voteUntil } = resolution.days
  const isEarly = voteFrom !== null && today < voteFrom
  await tellVoters(tx, resolution, isEarly ? 'vote_soon' : 'vote', { day: voteUntil, from: voteFrom })
}

/** All have agreed to the method: the vote begins. */
async function beginVote(tx: Tx, resolution: Locked, who: Auditee, today: Day): Promise<void> {
  await moveTo(tx, resolution, 'voting', { votingAt: now() })
  await noted(tx, who, resolution, 'resolution.voting')
  await tellVote(tx, resolution, today)
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

/**
 * How the papers and the voters stand; what closing depends on. `sheets`: papers that count, `extras`: sheets of a secret
 * vote that do not, `papersOpen`: those that wait for a second officer, envelopes and objections too.
 */
export async function standing(
  tx: Tx | typeof db,
  resolution: { id: number; state: string; secret: boolean },
) {
  const ofIt = { resolutionId: resolution.id }
  const isConsent = resolution.state === 'consenting'
  const phases: Phase[] = isConsent ? ['consent', 'objection'] : ['vote', 'envelope']
  const [voters, voted, envelopes, agreed, papersOpen] = await Promise.all([
    tx.resolutionVoter.count({ where: ofIt }),
    tx.resolutionVoter.count({ where: { ...ofIt, voted: true } }),
    tx.resolutionVoter.count({ where: { ...ofIt, votedOnPaper: true } }),
    tx.resolutionPaper.findMany({
      where: { ...ofIt, phase: 'vote', state: 'agreed' },
      select: { choices: true },
    }),
    tx.resolutionPaper.count({ where: { ...ofIt, phase: { in: phases }, state: { not: 'agreed' } } }),
  ])
  const extras = countExtras(agreed)
  const sheets = agreed.filter(({ choices }) => extraOf(choices) === null).length
  return { voters, voted, envelopes, sheets, extras, papersOpen, secret: resolution.secret }
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
export async function close(tx: Tx, resolution: Locked, by: Mover, who: Auditee, today: Day): Promise<void> {
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
    if (!mayBeginVote(resolution.days, today)) {
      await endWithout(tx, resolution, 'to_meeting', { by, who, reason: 'no_days_left', today })
      return true
    }
    await beginVote(tx, resolution, who, today)
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
    if (act.intent === 'start') return start(tx, actor, resolution, officer, act.seen)
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
