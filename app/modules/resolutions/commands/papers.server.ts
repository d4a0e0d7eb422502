/**
 * 紙の承諾書と表決: entered by two officers one after the other. The second does not see what the first has read; what
 * both have read counts (ADR 0025).
 */
import type { Actor, SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { mixIn } from '~/platform/mix.server'
import { BALLOTS } from '../ballots.server'
import { tellOfficers } from '../mails.server'
import { type Choice, isRunning, samePaper } from '../rules'
import { type Locked, lockForOfficer, sayFrozen } from '../scope.server'
import { afterConsent } from './run.server'
import { afterVote, writeVote } from './vote.server'

/** What an officer reads on a paper: the reply to the method, or a choice for each item. */
export type Reading = { consents: boolean } | Record<string, Choice>

export type Entered = 'waiting' | 'agreed' | 'differs'

/** The paper with this number; of an open vote and of consents the number is the voter's. */
async function paperOf(tx: Tx, resolution: Locked, serial: number) {
  const phase = resolution.state === 'consenting' ? 'consent' : 'vote'
  const isNameless = phase === 'vote' && resolution.secret
  const voter = isNameless
    ? null
    : await tx.resolutionVoter.findFirst({
        where: { resolutionId: resolution.id, position: serial },
        select: { id: true, voted: true, consents: true },
      })
  if (!isNameless && !voter) throw new Invalid({ number: ['resolutions.error.no_such_number'] })
  const paper = await tx.resolutionPaper.findUnique({
    where: { resolutionId_phase_serial: { resolutionId: resolution.id, phase, serial } },
    select: { id: true, state: true, choices: true, enteredById: true },
  })
  return { phase, voter, paper }
}

/** What both have read becomes the answer of the voter. */
async function takeIn(
  tx: Tx,
  resolution: Locked,
  officer: SignedIn,
  voterId: number | null,
  reading: Reading,
): Promise<void> {
  if (resolution.state === 'consenting') {
    await tx.resolutionVoter.update({
      where: { id: voterId ?? 0 },
      data: { consents: reading.consents === true, consentOnPaper: true, consentedAt: now() },
      select: { id: true },
    })
    await afterConsent(tx, resolution, { by: 'answers', who: officer, today: officer.today })
    return
  }
  const choices = reading as Record<string, Choice>
  if (voterId === null) {
    // The voter was marked with the envelope; the sheet belongs to nobody.
    await mixIn(tx, BALLOTS, resolution.id, [{ choices, on_paper: false }])
    return
  }
  await writeVote(tx, resolution, voterId, choices, { who: officer, onPaper: true })
  await afterVote(tx, resolution, choices, officer)
}

/**
 * Enters a paper: the first time it waits for a second officer; the second time, read the same, it counts; read
 * otherwise both are told, and it is read anew.
 * @throws SignInNeeded, NotFound; NotAllowed for a second reading by the same person; Invalid for a number that nobody
 * has; Stale when nobody is asked any more, or the voter has answered already
 */
export async function enterPaper(
  actor: Actor,
  id: number,
  serial: number,
  reading: Reading,
): Promise<Entered> {
  return transaction(async (tx) => {
    const { resolution, officer } = await lockForOfficer(tx, actor, 'resolution.enter', id)
    if (!isRunning(resolution.state)) throw new Stale('resolution_frozen')
    const { phase, voter, paper } = await paperOf(tx, resolution, serial)
    // Whoever has consented may object to the end, on paper too; what has been begun is read to the end.
    const isOpen = paper !== null && paper.state !== 'agreed'
    const isRefused =
      phase === 'consent'
        ? reading.consents !== false && !isOpen && (voter?.consents != null || paper !== null)
        : voter?.voted || paper?.state === 'agreed'
    if (isRefused) throw new Stale('resolution_voted')
    const choices = reading as Prisma.InputJsonObject
    const noted = (action: string, state: Entered) =>
      record(tx, officer, {
        action,
        subjectType: 'resolution',
        subjectId: id,
        associationId: resolution.association.id,
        after: { phase, paper: serial, state },
      })
    // A paper on which two differ is read anew from the beginning, and so is an objection after a consent on paper.
    if (paper?.state !== 'waiting') {
      const first = { choices, enteredById: officer.user.id, enteredAt: now() }
      await tx.resolutionPaper.upsert({
        where: { resolutionId_phase_serial: { resolutionId: id, phase, serial } },
        create: { ...first, resolutionId: id, phase, serial, voterId: voter?.id ?? null },
        update: { ...first, state: 'waiting', secondById: null, secondAt: null },
        select: { id: true },
      })
      await noted('resolution.paper', 'waiting')
      return 'waiting'
    }
    if (paper.enteredById === officer.user.id) throw new NotAllowed('resolution_same_reader')
    const second = { secondById: officer.user.id, secondAt: now() }
    if (!samePaper(paper.choices as Record<string, unknown>, reading)) {
      await tx.resolutionPaper.update({
        where: { id: paper.id },
        data: { ...second, state: 'differs' },
        select: { id: true },
      })
      await noted('resolution.paper_differs', 'differs')
      await tellOfficers(tx, resolution, 'differs', {
        right: 'resolution.enter',
        today: officer.today,
        leaf: '/papers',
        only: [paper.enteredById, officer.user.id],
        number: serial,
      })
      return 'differs'
    }
    await tx.resolutionPaper.update({
      where: { id: paper.id },
      data: { ...second, state: 'agreed', ...(voter ? {} : { choices: Prisma.DbNull }) },
      select: { id: true },
    })
    await noted('resolution.paper', 'agreed')
    await takeIn(tx, resolution, officer, voter?.id ?? null, reading)
    return 'agreed'
  }).catch(sayFrozen)
}

/**
 * Takes back a paper that does not count yet: its voter has voted otherwise since, or the number was mistyped.
 * @throws SignInNeeded, NotFound; Stale once it counts
 */
export async function removePaper(actor: Actor, id: number, serial: number): Promise<void> {
  await transaction(async (tx) => {
    const { resolution, officer } = await lockForOfficer(tx, actor, 'resolution.enter', id)
    if (!isRunning(resolution.state)) throw new Stale('resolution_frozen')
    const phase = resolution.state === 'consenting' ? 'consent' : 'vote'
    const { count } = await tx.resolutionPaper.deleteMany({
      where: { resolutionId: id, phase, serial, state: { not: 'agreed' } },
    })
    if (count !== 1) throw new Stale()
    await record(tx, officer, {
      action: 'resolution.paper_removed',
      subjectType: 'resolution',
      subjectId: id,
      associationId: resolution.association.id,
      after: { phase, paper: serial },
    })
    // It may have been all that the vote waited for.
    await afterConsent(tx, resolution, { by: 'answers', who: officer, today: officer.today })
  })
}

/**
 * Marks that the envelope of a voter has come in a secret vote. The sheet in it is opened and entered later, apart from
 * the envelope.
 * @throws SignInNeeded, NotFound; Stale when the vote is not secret or not running, or this voter has voted
 */
export async function markEnvelope(actor: Actor, id: number, voterId: number): Promise<void> {
  await transaction(async (tx) => {
    const { resolution, officer } = await lockForOfficer(tx, actor, 'resolution.enter', id)
    if (resolution.state !== 'voting' || !resolution.secret) throw new Stale('resolution_frozen')
    const voter = await tx.resolutionVoter.findFirst({
      where: { id: voterId, resolutionId: id },
      select: { voted: true },
    })
    if (!voter) throw new NotFound()
    if (voter.voted) throw new Stale('resolution_voted')
    await tx.resolutionVoter.update({
      where: { id: voterId },
      data: { voted: true, votedOnPaper: true },
      select: { id: true },
    })
    await record(tx, officer, {
      action: 'resolution.envelope',
      subjectType: 'resolution',
      subjectId: id,
      associationId: resolution.association.id,
      after: { voter: voterId },
    })
  }).catch(sayFrozen)
}
