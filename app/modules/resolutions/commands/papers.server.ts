/**
 * 紙の承諾書と表決: entered by two officers one after the other. The second does not see what the first has read; what
 * both have read counts (ADR 0025).
 */
import type { Actor, SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { mixIn } from '~/platform/mix.server'
import { BALLOTS } from '../ballots.server'
import { tellOfficers } from '../mails.server'
import { type Choice, consentOf, extraOf, isRunning, type Phase, type Reading, samePaper } from '../rules'
import { type Locked, lockForOfficer, sayFrozen } from '../scope.server'
import { afterConsent } from './run.server'
import { afterVote, writeVote } from './vote.server'

type Entered = 'waiting' | 'agreed' | 'differs'

const paperSelect = { id: true, state: true, choices: true, enteredById: true } as const

/**
 * The paper with this number; of an open vote and of consents the number is the voter's. An objection of somebody whose
 * consent two have read is a paper of its own: who has read the first stays known.
 */
async function paperOf(tx: Tx, resolution: Locked, serial: number, reading: Reading) {
  const isConsent = resolution.state === 'consenting'
  const isNameless = !isConsent && resolution.secret
  const voter = isNameless
    ? null
    : await tx.resolutionVoter.findFirst({
        where: { resolutionId: resolution.id, position: serial },
        select: { id: true, voted: true, consents: true },
      })
  if (!isNameless && !voter) throw new Invalid({ number: ['resolutions.error.no_such_number'] })
  const found = (phase: Phase) =>
    tx.resolutionPaper.findUnique({
      where: { resolutionId_phase_serial: { resolutionId: resolution.id, phase, serial } },
      select: paperSelect,
    })
  const paper = await found(isConsent ? 'consent' : 'vote')
  if (!isConsent || paper?.state !== 'agreed') {
    return { phase: isConsent ? ('consent' as const) : ('vote' as const), voter, paper }
  }
  const objection = await found('objection')
  if (!objection && consentOf(reading) !== false) return { phase: 'consent' as const, voter, paper }
  return { phase: 'objection' as const, voter, paper: objection }
}

/**
 * Of a secret vote each envelope makes one sheet that counts: one more is not taken in, but entered with the reason why
 * it does not count.
 * @throws Invalid
 */
async function asWithin(tx: Tx, resolution: Locked, serial: number): Promise<void> {
  const [others, envelopes] = await Promise.all([
    tx.resolutionPaper.findMany({
      where: { resolutionId: resolution.id, phase: 'vote', serial: { not: serial } },
      select: { choices: true },
    }),
    tx.resolutionVoter.count({ where: { resolutionId: resolution.id, votedOnPaper: true } }),
  ])
  const counted = others.filter(({ choices }) => extraOf(choices) === null).length
  if (counted >= envelopes)
    throw new Invalid({ number: [message('resolutions.error.more_sheets', { envelopes })] })
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
      data: { consents: consentOf(reading) === true, consentOnPaper: true, consentedAt: now() },
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
 * has, and for more sheets than envelopes; Stale when nobody is asked any more, or the voter has answered already
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
    // A form of the phase before, sent while it ended, is not a paper of this one.
    if ((resolution.state === 'consenting') !== (consentOf(reading) !== null))
      throw new Stale('resolution_frozen')
    const { phase, voter, paper } = await paperOf(tx, resolution, serial, reading)
    const isNameless = voter === null
    const extra = extraOf(reading)
    if (extra !== null && !isNameless) throw new Stale()
    // Whoever has consented may object to the end, on paper too; what has been begun is read to the end.
    const isOpen = paper !== null && paper.state !== 'agreed'
    const isRefused =
      phase !== 'vote'
        ? consentOf(reading) !== false && !isOpen && (voter?.consents != null || paper !== null)
        : voter?.voted || paper?.state === 'agreed'
    if (isRefused) throw new Stale('resolution_voted')
    if (isNameless && extra === null) await asWithin(tx, resolution, serial)
    const choices = reading as Prisma.InputJsonObject
    const noted = (action: string, state: Entered) =>
      record(tx, officer, {
        action,
        subjectType: 'resolution',
        subjectId: id,
        associationId: resolution.association.id,
        after: { phase, paper: serial, state, ...(extra && state === 'agreed' ? { extra } : {}) },
      })
    // A paper on which two differ is read anew from the beginning.
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
      data: { ...second, state: 'agreed', ...(isNameless && !extra ? { choices: Prisma.DbNull } : {}) },
      select: { id: true },
    })
    await noted('resolution.paper', 'agreed')
    if (!extra) await takeIn(tx, resolution, officer, voter?.id ?? null, reading)
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
    const isConsent = resolution.state === 'consenting'
    const phases: Phase[] = isConsent ? ['consent', 'objection'] : ['vote']
    const { count } = await tx.resolutionPaper.deleteMany({
      where: { resolutionId: id, phase: { in: phases }, serial, state: { not: 'agreed' } },
    })
    if (count !== 1) throw new Stale()
    await record(tx, officer, {
      action: 'resolution.paper_removed',
      subjectType: 'resolution',
      subjectId: id,
      associationId: resolution.association.id,
      after: { phase: isConsent ? 'consent' : 'vote', paper: serial },
    })
    // It may have been all that the vote waited for.
    await afterConsent(tx, resolution, { by: 'answers', who: officer, today: officer.today })
  })
}
