/** What officers and the 監事 see of voters, papers and the count. */
import type { Actor } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { hadPart, recount } from '../commands/check.server'
import { standing } from '../commands/run.server'
import { type Choice, extraOf } from '../rules'
import { needOf } from '../scope.server'
import { differencesIn, readableFor, shown } from './resolution.server'

const voterSelect = {
  id: true,
  position: true,
  name: true,
  userId: true,
  householdId: true,
  linkNumber: true,
  consents: true,
  consentOnPaper: true,
  voted: true,
  votedOnPaper: true,
} as const

/**
 * 表決権者の名簿, for those who run the decision or enter papers.
 * @throws SignInNeeded, NotFound
 */
export async function votersOf(actor: Actor, slug: string, id: number) {
  const { row, desk, person } = await readableFor(actor, slug, id, ['run', 'enter', 'check'])
  const [voters, envelopes, differences] = await Promise.all([
    db.resolutionVoter.findMany({
      where: { resolutionId: id },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: voterSelect,
    }),
    db.resolutionPaper.findMany({
      where: { resolutionId: id, phase: 'envelope', state: 'waiting' },
      select: { voterId: true, enteredById: true },
    }),
    row.state === 'draft' && desk.run ? differencesIn(row, actor.today) : null,
  ])
  const markedBy = new Map(envelopes.map(({ voterId, enteredById }) => [voterId, enteredById]))
  return {
    differences,
    resolution: shown(row, 'none'),
    desk,
    voters: voters.map(({ userId, householdId, ...voter }) => ({
      ...voter,
      hasAccount: userId !== null,
      fromRegister: householdId !== null,
      /** The envelope that one officer has marked: by whoever looks, or by another */
      envelope: !markedBy.has(voter.id)
        ? null
        : markedBy.get(voter.id) === person.user.id
          ? ('mine' as const)
          : ('other' as const),
    })),
  }
}
export type VoterRow = Awaited<ReturnType<typeof votersOf>>['voters'][number]

/**
 * Papers as they are being entered. Of a paper that waits nobody but its reader sees what was read.
 * @throws SignInNeeded; NotFound for those who do not enter papers
 */
export async function papersOf(actor: Actor, slug: string, id: number) {
  const { row, desk, person } = await readableFor(actor, slug, id, ['enter'])
  const phase = row.state === 'consenting' ? 'consent' : 'vote'
  const [papers, count] = await Promise.all([
    db.resolutionPaper.findMany({
      where: { resolutionId: id, phase: { in: phase === 'consent' ? ['consent', 'objection'] : ['vote'] } },
      orderBy: [{ serial: 'asc' }, { phase: 'asc' }],
      select: {
        serial: true,
        phase: true,
        state: true,
        choices: true,
        enteredById: true,
        voter: { select: { name: true, voted: true, consents: true } },
      },
    }),
    standing(db, row),
  ])
  return {
    resolution: shown(row, 'none'),
    desk,
    phase: phase as 'consent' | 'vote',
    count,
    papers: papers.map(({ enteredById, voter, choices, phase: of, ...paper }) => ({
      ...paper,
      isObjection: of === 'objection',
      // Told once two have read it; before, the second must not know what the first has read.
      extra: row.secret && paper.state === 'agreed' ? extraOf(choices) : null,
      state: paper.state as 'waiting' | 'agreed' | 'differs',
      name: voter?.name ?? '',
      isMine: enteredById === person.user.id,
      answeredOtherwise:
        paper.state !== 'agreed' &&
        (phase === 'vote' ? voter?.voted === true : of === 'consent' && voter?.consents != null),
    })),
  }
}
export type PaperRow = Awaited<ReturnType<typeof papersOf>>['papers'][number]

/** Who has voted how in an open vote, once it is closed; nobody in a secret one. */
export async function votesByName(resolution: { id: number; secret: boolean }) {
  if (resolution.secret) return []
  const voters = await db.resolutionVoter.findMany({
    where: { resolutionId: resolution.id },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { position: true, name: true, votedOnPaper: true, ballot: { select: { choices: true } } },
  })
  return voters.map(({ ballot, ...voter }) => ({
    ...voter,
    choices: (ballot?.choices ?? null) as Record<string, Choice> | null,
  }))
}

/**
 * The count as the 監事 looks at it: what was written, what the votes come to now, the papers and who read them, and in
 * an open vote who has voted how; in a secret one the votes in the order of their random keys.
 * @throws SignInNeeded; NotFound unless the actor checks counts there, and it has been closed
 */
export async function checkView(actor: Actor, slug: string, id: number) {
  const { row, desk, person } = await readableFor(actor, slug, id, ['check'])
  if (row.closedAt === null || row.state === 'cancelled') throw new NotFound()
  const resolution = shown(row, 'all')
  const items = row.items.map((item) => ({ id: item.id, position: 0, title: item.title, need: needOf(item) }))
  const [again, count, byName, papers, nameless, part] = await Promise.all([
    recount(db, { ...resolution, items }),
    standing(db, row),
    votesByName(row),
    db.resolutionPaper.findMany({
      where: { resolutionId: id, phase: 'vote' },
      orderBy: { serial: 'asc' },
      select: { serial: true, state: true },
    }),
    row.secret
      ? db.resolutionBallot.findMany({
          where: { resolutionId: id },
          orderBy: { id: 'asc' },
          select: { choices: true },
        })
      : [],
    hadPart(db, row, person.user.id),
  ])
  return {
    resolution,
    desk,
    again,
    count,
    byName,
    papers: papers.length,
    nameless: nameless.map(({ choices }) => choices as Record<string, Choice>),
    hadPart: part,
  }
}
export type CheckView = Awaited<ReturnType<typeof checkView>>
