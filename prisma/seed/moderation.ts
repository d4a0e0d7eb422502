/** 投稿の見守り of the demonstration city: a report to decide, an appeal to judge, and what was decided before. */
import { addDays, dayOf, dayToDate, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { FIRST } from './associations'
import type { Accounts } from './people'

const HOUR = 3_600_000

/** Ten o'clock so many days ago, and some hours after. */
const at = (age: number, later = 0) =>
  new Date(dayToDate(addDays(dayOf(now()), -age)).getTime() + (1 + later) * HOUR)

/**
 * Two posts that broke the rules and were hidden: of a resident, with an appeal that the reviewer can judge, and of the
 * chair, who can still appeal; one that was
 * hidden and is shown again; and reports of what stands. Comes after the matters.
 */
export async function createModeration(
  tx: Tx,
  { ids, accounts }: { ids: ReadonlyMap<string, number>; accounts: Accounts },
): Promise<void> {
  const home = await tx.association.findFirst({
    where: { id: ids.get(FIRST) ?? 0 },
    select: { districtId: true },
  })
  const post = async (age: number, authorId: string, title: string, body: string, hiddenAt: Date) => {
    const { id } = await tx.matter.create({
      data: {
        kind: 'proposal',
        channel: 'direct',
        state: 'received',
        category: 'community',
        title,
        body,
        authorId,
        districtId: home?.districtId,
        createdAt: at(age),
        receivedAt: at(age),
        hiddenAt,
      },
      select: { id: true },
    })
    await tx.matterEvent.createMany({
      data: (['asked', 'received'] as const).map((kind) => ({ matterId: id, kind, at: at(age) })),
    })
    return id
  }
  const hide = (
    age: number,
    subjectId: number,
    rule: string,
    reason: string,
    hiddenById: string,
    lifted?: string,
  ) =>
    tx.contentHiding.create({
      data: {
        subject: 'matter',
        subjectId,
        rule,
        reason,
        hiddenById,
        hiddenAt: at(age),
        ...(lifted && { liftedAt: at(age - 4), liftedReason: lifted }),
      },
      select: { id: true },
    })

  const advert = await post(
    6,
    accounts.resident.id,
    '駅前にベンチを増やしてほしい',
    '駅前に座るところがありません。ベンチがあれば、土曜の特売に来るお客さんも助かります。特売は毎週土曜、朝9時からです。ぜひお越しください。',
    at(3),
  )
  const hidden = await hide(
    3,
    advert,
    'advert',
    'お店の特売の案内が書かれていたためです。ベンチのご提案だけを、もう一度お寄せください。',
    accounts.approver.id,
  )
  await tx.contentAppeal.create({
    data: {
      hidingId: hidden.id,
      text: '宣伝のつもりはありません。特売の日は人が多く、座るところが特に足りないと伝えたかったのです。もう一度読んでください。',
      hiddenById: accounts.approver.id,
      createdAt: at(1),
    },
    select: { id: true },
  })

  const named = await post(
    21,
    accounts.chair.id,
    'ごみの出し方について',
    '3番目の角の田中さん(電話 072-000-0000)が、いつも前の晩にごみを出しています。市から注意してください。',
    at(20),
  )
  await hide(
    20,
    named,
    'personal',
    'ご近所の方のお名前と電話番号が書かれていたためです。困っていることだけを、もう一度お寄せください。',
    accounts.reviewer.id,
  )

  const standing = await tx.matter.findMany({
    where: { hiddenAt: null, joinedToId: null, state: { in: ['received', 'routed', 'done'] } },
    orderBy: { id: 'asc' },
    select: { id: true, state: true },
  })
  const done = standing.find(({ state }) => state === 'done')
  if (done)
    await hide(
      40,
      done.id,
      'false',
      '事実と確かめられない話が書かれていたためです。',
      accounts.reviewer.id,
      '現地を見て、書かれていたとおりだと確かめました。',
    )
  const [first, second] = standing.filter(({ state }) => state !== 'done')
  const report = (subjectId: number, reason: string, text: string, age: number, decision?: string) => ({
    subject: 'matter',
    subjectId,
    reason,
    text,
    createdAt: at(age),
    ...(decision && {
      state: 'kept',
      decision,
      decidedById: accounts.reviewer.id,
      decidedAt: at(age - 1, 5),
    }),
  })
  await tx.contentReport.createMany({
    data: [
      ...(first ? [report(first.id, 'false', '本当にそうなのか、わからない話だと思います。', 2)] : []),
      ...(first ? [report(first.id, 'unrelated', '', 1)] : []),
      ...(second
        ? [report(second.id, 'other', '自分は反対です。', 20, '意見のちがいは、非表示の理由になりません。')]
        : []),
    ],
  })
}
