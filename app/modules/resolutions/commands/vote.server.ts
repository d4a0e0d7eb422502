/** 承諾と表決, by an account or by the link on paper. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Gone, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { mixIn } from '~/platform/mix.server'
import { BALLOTS } from '../ballots.server'
import { type Choice, choicesFor, windowOf } from '../rules'
import { type Locked, lockResolution, sayFrozen } from '../scope.server'
import { type Asker, linkOf, resolutionOfLink, voterWhere } from '../voter.server'
import { afterConsent, endWithout } from './run.server'

/** So many forms from one link an hour: enough for any hand. */
const TRIES = { max: 30, minutes: 60 }

/** @throws Gone when it is too late; Stale when it is too early or somebody has moved it on */
function asOpen(resolution: Locked, state: 'consenting' | 'voting', today: string): void {
  const window = windowOf(resolution.state, resolution.days, today)
  if (window === 'closed') throw new Gone('resolution_over')
  if (resolution.state !== state) throw new Stale('resolution_frozen')
  if (window === 'late') throw new Gone('resolution_over')
  if (window === 'early') throw new Stale('resolution_early', { day: resolution.days.voteFrom ?? '' })
}

/** Locks the decision, then finds the voter for whom somebody answers. */
async function answering<T>(
  asker: Asker,
  id: number | null,
  voterId: number | null,
  work: (
    tx: Tx,
    resolution: Locked,
    voter: { id: number; voted: boolean; consents: boolean | null },
  ) => Promise<T>,
): Promise<T> {
  const { actor, token } = asker
  if (token === null && !actor.user) throw new SignInNeeded()
  if (token !== null) await limitAttempts('resolution-link', TRIES, token.slice(0, 100))
  const whole = token === null ? id : await resolutionOfLink(token)
  const where = await voterWhere(asker)
  return transaction(async (tx) => {
    // Somebody of elsewhere does not learn that there is such a decision, and holds no lock.
    const mine = await tx.resolutionVoter.findMany({
      where: { ...where, resolutionId: whole ?? 0, ...(voterId === null ? {} : { id: voterId }) },
      orderBy: { id: 'asc' },
      take: 2,
      select: { id: true },
    })
    if (mine.length === 0) throw token === null || whole !== null ? new NotFound() : await linkOf(token)
    const resolution = await lockResolution(tx, whole ?? 0)
    const voters = await tx.resolutionVoter.findMany({
      where: { ...where, id: { in: mine.map((one) => one.id) } },
      orderBy: { id: 'asc' },
      select: { id: true, voted: true, consents: true },
    })
    const [voter] = voters
    if (!voter) throw new Stale()
    return work(tx, resolution, voter)
  }).catch(sayFrozen)
}

/**
 * 承諾 or an objection to the method. An objection leads to a meeting at once; the last consent begins the vote. Said
 * once, it can be changed to an objection while others are still asked.
 * @throws SignInNeeded, NotFound; Gone when it is over; Stale when this voter has said it already
 */
export async function giveConsent(
  asker: Asker,
  id: number | null,
  form: { voter: number | null; consents: boolean },
): Promise<'agreed' | 'objected'> {
  return answering(asker, id, form.voter, async (tx, resolution, voter) => {
    asOpen(resolution, 'consenting', asker.actor.today)
    if (voter.consents === form.consents) return form.consents ? 'agreed' : 'objected'
    await tx.resolutionVoter.update({
      where: { id: voter.id },
      data: { consents: form.consents, consentOnPaper: false, consentedAt: now() },
      select: { id: true },
    })
    await record(tx, asker.actor, {
      action: 'resolution.consented',
      subjectType: 'resolution',
      subjectId: resolution.id,
      associationId: resolution.association.id,
      after: { voter: voter.id, consents: form.consents },
    })
    await afterConsent(tx, resolution, { by: 'answers', who: asker.actor, today: asker.actor.today })
    return form.consents ? 'agreed' : 'objected'
  })
}

/**
 * Writes a vote: the voter is marked, and the vote stands with the voter, or mixed among the others in a secret vote.
 * Of a secret vote nothing is recorded: an entry would hold its time.
 * @throws Stale when this voter has voted already
 */
export async function writeVote(
  tx: Tx,
  resolution: Locked,
  voterId: number,
  choices: Record<string, Choice>,
  given: { who: Actor; onPaper: boolean },
): Promise<void> {
  const { count } = await tx.resolutionVoter.updateMany({
    where: { id: voterId, resolutionId: resolution.id, voted: false },
    data: { voted: true, votedOnPaper: given.onPaper },
  })
  if (count !== 1) throw new Stale('resolution_voted')
  if (resolution.secret) {
    await mixIn(tx, BALLOTS, resolution.id, [{ choices, on_paper: false }])
    return
  }
  await tx.resolutionBallot.create({
    data: { resolutionId: resolution.id, voterId, choices, onPaper: given.onPaper },
    select: { id: true },
  })
  await record(tx, given.who, {
    action: 'resolution.voted',
    subjectType: 'resolution',
    subjectId: resolution.id,
    associationId: resolution.association.id,
    after: { voter: voterId, onPaper: given.onPaper },
  })
}

/** 第2項: whoever does not agree to an item leads it into a meeting at once. */
export async function afterVote(
  tx: Tx,
  resolution: Locked,
  choices: Record<string, Choice>,
  who: Actor,
): Promise<void> {
  if (resolution.way !== 'all_agree' || Object.values(choices).every((choice) => choice === 'for')) return
  await endWithout(tx, resolution, 'to_meeting', {
    by: 'answers',
    who,
    reason: 'disagreement',
    today: who.today,
  })
}

/**
 * 表決: once, for each item. Not changed afterwards.
 * @throws SignInNeeded, NotFound; Gone when it is over; Stale before its first day, and when this voter has voted
 */
export async function vote(
  asker: Asker,
  id: number | null,
  form: { voter: number | null; choices: Record<string, Choice> },
): Promise<void> {
  await answering(asker, id, form.voter, async (tx, resolution, voter) => {
    if (voter.voted) throw new Stale('resolution_voted')
    asOpen(resolution, 'voting', asker.actor.today)
    const allowed = choicesFor(resolution.way)
    const said = resolution.items.map((item) => form.choices[String(item.id)])
    if (said.some((choice) => !choice || !allowed.includes(choice))) throw new Stale()
    await writeVote(tx, resolution, voter.id, form.choices, { who: asker.actor, onPaper: false })
    await afterVote(tx, resolution, form.choices, asker.actor)
  })
}
