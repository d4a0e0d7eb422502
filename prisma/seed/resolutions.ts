/** Two decisions of the first association without a meeting: one decided, one in the middle of its vote. Invented. */
import { fillVoters } from '../../app/modules/resolutions/commands/voters.server'
import { tokenHashOf } from '../../app/modules/resolutions/links.server'
import { type Choice, countVotes, type Need, presets } from '../../app/modules/resolutions/rules'
import { addDays, dayOf, dayToDate, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { FIRST } from './associations'
import type { Accounts } from './people'

type Known = { ids: ReadonlyMap<string, number>; accounts: Accounts }

type Story = {
  title: string
  introduction: string
  items: readonly { title: string; text: string; need: Need }[]
  /** Days from today: when it started, the last days, and when the vote began */
  days: { started: number; consentUntil: number; voting: number; voteUntil: number; closed?: number }
}

const DECIDED: Story = {
  title: '集会所の手すりの設置と予算の補正',
  introduction:
    '集会所の入口に手すりを付けます。工事を夏までにすませるため、総会を待たずに書面などで決めることをお願いしました。',
  items: [
    {
      title: '集会所の入口に手すりを設置する件',
      text: '入口の階段の両側に手すりを付けます。費用は18万円以内とします。',
      need: presets.ordinary,
    },
    {
      title: '今年度の予算の補正の件',
      text: '予備費から18万円を修繕費に移します。',
      need: presets.ordinary,
    },
    {
      title: '夏まつりの費用を増やす件',
      text: '夏まつりの費用を10万円増やします。',
      need: presets.ordinary,
    },
  ],
  days: { started: -80, consentUntil: -62, voting: -63, voteUntil: -45, closed: -44 },
}

const VOTING: Story = {
  title: '規約の一部変更と防犯カメラの設置',
  introduction:
    '班の数が変わったため、規約を直します。あわせて、公園の入口に防犯カメラを付けるかどうかを決めます。会場に来られない方にも参加していただけるよう、書面とスマートフォンで行います。',
  items: [
    {
      title: '規約第6条(班)の変更の件',
      text: '「5つの班」を「6つの班」に改めます。ほかは変わりません。',
      need: presets.articles,
    },
    {
      title: '防犯カメラの設置の件',
      text: '町の公園の入口に1台付けます。映像は7日で消し、会長と副会長の2人がいるときだけ見ます。',
      need: presets.ordinary,
    },
  ],
  days: { started: -24, consentUntil: -6, voting: -8, voteUntil: 9 },
}

const instant = (days: number) => new Date(`${addDays(dayOf(now()), days)}T10:00:00+09:00`)

/** A draft with its items and the voters of the register, taken as far as the vote: all have consented. */
async function untilVote(tx: Tx, story: Story, known: Known): Promise<number> {
  const associationId = known.ids.get(FIRST)
  if (associationId === undefined) throw new Error('The demonstration city has no first association')
  const { path } = await tx.association.findUniqueOrThrow({
    where: { id: associationId },
    select: { path: true },
  })
  const today = dayOf(now())
  const { days } = story
  const { id } = await tx.resolution.create({
    data: {
      associationId,
      way: 'consent_then_majority',
      title: story.title,
      introduction: story.introduction,
      article: '規約第20条',
      unit: 'person',
      quorumNum: 1,
      quorumDen: 2,
      consentUntil: dayToDate(addDays(today, days.consentUntil)),
      voteUntil: dayToDate(addDays(today, days.voteUntil)),
      createdById: known.accounts.secretary.id,
      createdAt: instant(days.started - 2),
      items: {
        create: story.items.map(({ title, text, need }, index) => ({
          ...{ title, text, position: index + 1, needKind: need.kind, base: need.base },
          ...{ needNum: need.num, needDen: need.den },
        })),
      },
    },
    select: { id: true },
  })
  await fillVoters(tx, { id, unit: 'person', path, today })
  await tx.resolution.update({
    where: { id },
    data: { state: 'consenting', startedAt: instant(days.started) },
    select: { id: true },
  })
  await tx.$executeRaw`
    UPDATE resolution_voters SET consents = true, consented_at = ${instant(days.voting - 1)},
      consent_on_paper = user_id IS NULL AND position % 3 <> 0
    WHERE resolution_id = ${id}`
  await tx.resolution.update({
    where: { id },
    data: { state: 'voting', votingAt: instant(days.voting), version: 3 },
    select: { id: true },
  })
  return id
}

/** The votes of some voters. */
async function votesOf(
  tx: Tx,
  id: number,
  readers: { enteredById: string; secondById: string; secondAt: Date; state: string },
  says: (voter: { position: number; userId: string | null }) => readonly Choice[] | null,
) {
  const items = await tx.resolutionItem.findMany({
    where: { resolutionId: id },
    orderBy: { position: 'asc' },
    select: { id: true },
  })
  const voters = await tx.resolutionVoter.findMany({
    where: { resolutionId: id },
    orderBy: { position: 'asc' },
    select: { id: true, position: true, userId: true },
  })
  const ballots = voters.flatMap((voter) => {
    const said = says(voter)
    if (!said) return []
    const choices = Object.fromEntries(items.map((item, index) => [item.id, said[index] ?? 'for']))
    return [{ voterId: voter.id, choices, onPaper: voter.userId === null && voter.position % 3 !== 0 }]
  })
  await tx.$executeRaw`
    UPDATE resolution_voters v SET voted = true, voted_on_paper = b.paper
    FROM unnest(${ballots.map((b) => b.voterId)}::int[], ${ballots.map((b) => b.onPaper)}::bool[]) AS b(id, paper)
    WHERE v.id = b.id`
  await tx.resolutionBallot.createMany({ data: ballots.map((ballot) => ({ ...ballot, resolutionId: id })) })
  await tx.resolutionPaper.createMany({
    data: ballots.flatMap(({ voterId, choices, onPaper }) => {
      const serial = voters.find((voter) => voter.id === voterId)?.position
      return onPaper && serial
        ? [{ ...readers, resolutionId: id, phase: 'vote', serial, voterId, choices }]
        : []
    }),
  })
  return { ballots, voters: voters.length }
}

/** Writes both decisions. */
export async function createResolutions(tx: Tx, known: Known): Promise<void> {
  const { chair, secretary, auditor, resident } = known.accounts
  const readers = ({ days }: Story) => ({
    enteredById: secretary.id,
    secondById: chair.id,
    secondAt: instant(days.voting + 3),
    state: 'agreed',
  })
  const decided = await untilVote(tx, DECIDED, known)
  const { ballots, voters } = await votesOf(tx, decided, readers(DECIDED), ({ position }) =>
    position % 9 === 0
      ? null
      : [
          position % 13 === 0 ? 'against' : 'for',
          position % 11 === 0 ? 'abstain' : 'for',
          position % 5 < 3 ? 'against' : 'for',
        ],
  )
  const items = await tx.resolutionItem.findMany({
    where: { resolutionId: decided },
    orderBy: { position: 'asc' },
    select: { id: true },
  })
  const counted = countVotes(
    { way: 'consent_then_majority', quorum: { num: 1, den: 2 } },
    items.map(({ id }, index) => ({ id, need: DECIDED.items[index]?.need ?? presets.ordinary })),
    ballots,
    voters,
  )
  for (const { id, votes, carried } of counted.items) {
    await tx.resolutionItem.update({
      where: { id },
      data: { votesFor: votes.for, votesAgainst: votes.against, votesAbstain: votes.abstain, carried },
      select: { id: true },
    })
  }
  await tx.resolution.update({
    where: { id: decided },
    data: {
      state: 'decided',
      closedAt: instant(DECIDED.days.closed ?? 0),
      checkedById: auditor.id,
      checkedAt: instant((DECIDED.days.closed ?? 0) + 2),
      checkNote: '紙の表決書と入力を1枚ずつ見くらべました。数は合っています。',
      decidedAt: instant((DECIDED.days.closed ?? 0) + 2),
    },
    select: { id: true },
  })

  const voting = await untilVote(tx, VOTING, known)
  const asked = await tx.resolutionVoter.findMany({
    where: { resolutionId: voting },
    select: { id: true, position: true, linkNumber: true, userId: true },
  })
  for (const voter of asked) {
    await tx.resolutionVoter.update({
      where: { id: voter.id },
      data: { tokenHash: tokenHashOf(voter) },
      select: { id: true },
    })
  }
  await votesOf(tx, voting, readers(VOTING), ({ position, userId }) =>
    userId === resident.id || position % 2 === 0
      ? null
      : [position % 15 === 0 ? 'against' : 'for', position % 7 === 0 ? 'against' : 'for'],
  )
  const ofIt = await tx.resolutionItem.findMany({ where: { resolutionId: voting }, select: { id: true } })
  const choices = Object.fromEntries(ofIt.map(({ id }) => [id, 'for']))
  const silent = asked.filter(({ position, userId }) => userId === null && position % 2 === 0)
  // One paper waits for its second reader, and one was read differently by the two.
  await tx.resolutionPaper.createMany({
    data: silent.slice(0, 2).map(({ id, position }, index) => ({
      resolutionId: voting,
      phase: 'vote',
      serial: position,
      voterId: id,
      choices,
      enteredById: secretary.id,
      enteredAt: instant(-1),
      ...(index === 1 ? { secondById: chair.id, secondAt: instant(-1), state: 'differs' } : {}),
    })),
  })
}
