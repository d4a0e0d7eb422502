/** 引き継ぎ of the first association: the 書記's half way, the money of the 会計, and notes written over the year. */
import { gatherMatters } from '../../app/modules/handover/gather.server'
import { usualOf } from '../../app/modules/handover/library'
import type { ItemKind } from '../../app/modules/handover/rules'
import { CONTACT_CONSENT } from '../../app/modules/officers/rules'
import { addDays, dateToDay, dayOf, dayToDate, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { translator } from '../../app/platform/i18n.server'
import { FIRST } from './associations'

/** Advice by post: about which month, and what. */
const NOTES: Record<string, readonly [number | null, string][]> = {
  chair: [
    [null, '市への書類は、締切の2週間前に下書きを作っておくと、役員会で一度見てもらえる。'],
    [4, '総会の翌週に、市民活動課へ代表者の変更を届ける。届けの控えは青いファイルに入れる。'],
    [6, '夏まつりの道路の使用は、6月のうちに警察署へ相談に行く。地図を2枚持って行く。'],
    [9, '防災訓練は、消防署の予定が早く埋まる。7月に電話で日を押さえておくとよい。'],
    [1, '次の役員の話は、年が明けたらすぐに始める。仕事の表を見せながら話すと伝わりやすい。'],
  ],
  secretary: [
    [null, '回覧は、月の1日と15日に出すと決めておくと、班長が動きやすい。'],
    [4, '総会の議事録は、その週のうちに会長に見てもらう。署名する2人を総会の場で決めておく。'],
    [5, '会館の予約の表は、5月に次の年の3月までを作って、会館の掲示板にも貼る。'],
    [8, '敬老会の案内は、8月の最初の回覧に入れる。対象の方の数は民生委員に確かめる。'],
    [12, '年末は印刷が混む。新年のつどいの案内は12月10日までに刷っておく。'],
    [3, '引き継ぎの前に、パソコンの中を年度ごとのフォルダーに分けておく。'],
  ],
  treasurer: [
    [4, '監事の確認が済んでから通帳の名義を替える。銀行には総会の議事録を持って行く。'],
    [7, '会費の集金は、班長に領収書の束を渡す日を先に決めておくと、9月に残らない。'],
    [3, '3月31日に現金を数えて、その日のうちに帳簿と合わせる。'],
  ],
}

/** What stood beside some of the usual things. */
const WORDS: Record<string, string> = {
  mailbox: '写真は共用のフォルダー「記録」に、年度ごとに入れてあります。',
  computer: '会館の事務室の棚。電源の線は引き出しの中です。',
  minutes: '総会は緑、役員会は黄色のファイル。10年分が会館の書庫にあります。',
  circulars: '順番表は、班長に替わるたびに直しています。',
  bank_book: '2冊あります。普段使うものと、積み立てのものです。',
}

/** Two packs and the notes; nothing where the first association has no such officers. */
export async function createHandovers(tx: Tx, ids: ReadonlyMap<string, number>): Promise<void> {
  const associationId = ids.get(FIRST)
  if (associationId === undefined) return
  const posts = await tx.officerPost.findMany({
    where: { associationId, post: { in: ['chair', 'secretary', 'treasurer'] }, closedOn: null },
    select: {
      id: true,
      post: true,
      seats: {
        orderBy: { number: 'asc' },
        take: 1,
        select: {
          id: true,
          terms: {
            orderBy: { startsOn: 'asc' },
            select: { id: true, userId: true, startsOn: true, endsOn: true },
          },
        },
      },
    },
  })
  await tx.handoverNote.createMany({
    data: posts.flatMap(({ id, post }) =>
      (NOTES[post] ?? []).map(([month, text]) => ({ postId: id, month, text })),
    ),
  })
  const association = await tx.association.findUniqueOrThrow({
    where: { id: associationId },
    select: { id: true, slug: true, path: true },
  })
  await contacts(tx, associationId)
  for (const post of ['secretary', 'treasurer'] as const) {
    const seat = posts.find((one) => one.post === post)?.seats[0]
    if (seat) await pack(tx, association, post, seat)
  }
}

/** Two officers agreed that the other officers and the city know how to reach them. */
async function contacts(tx: Tx, associationId: number) {
  const day = dayToDate(dayOf(now()))
  const holders = await tx.term.findMany({
    where: {
      associationId,
      post: { in: ['treasurer', 'auditor'] },
      startsOn: { lte: day },
      endsOn: { gte: day },
    },
    orderBy: { id: 'asc' },
    select: { id: true, startsOn: true },
  })
  await tx.officerContact.createMany({
    data: holders.map(({ id, startsOn }, index) => ({
      termId: id,
      phone: `072-800-00${11 + index}`,
      consentText: CONTACT_CONSENT,
      givenOn: startsOn,
      givenBy: 'paper',
      scopes: ['city', 'members'],
    })),
  })
}

type Seat = { id: number; terms: { id: number; userId: string | null; startsOn: Date; endsOn: Date }[] }

async function pack(
  tx: Tx,
  association: { id: number; slug: string; path: string },
  post: 'secretary' | 'treasurer',
  seat: Seat,
) {
  const today = dayOf(now())
  const day = dayToDate(today)
  const from = seat.terms.find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
  if (!from) return
  const to =
    seat.terms.find(({ startsOn }) => startsOn > from.endsOn)?.id ??
    (await next(tx, association.id, post, seat.id, from.endsOn))
  const ago = (days: number) => new Date(now().getTime() - days * 86_400_000)
  const { id } = await tx.handoverPack.create({
    data: {
      seatId: seat.id,
      fromTermId: from.id,
      toTermId: to,
      createdAt: ago(12),
      ...(post === 'treasurer' && {
        moneyById: from.userId,
        moneyAt: ago(3),
        money: {
          asOf: addDays(today, -4),
          cash: 38_420,
          book: 1_284_170,
          note: '',
          accounts: [
            { name: '○○銀行 普通(会費)', balance: 745_750 },
            { name: '○○銀行 定期(会館の積み立て)', balance: 500_000 },
          ],
          outstanding: [{ name: '夏まつりの発電機の借り賃', amount: -22_000 }],
        },
      }),
    },
    select: { id: true },
  })
  const t = translator('ja')
  const usual = usualOf(post)
  await tx.handoverItem.createMany({
    data: usual.map(({ key, kind }, index) => ({
      packId: id,
      kind: kind satisfies ItemKind,
      title: t(`handover.library.${key}`),
      note: WORDS[key] ?? '',
      position: index + 1,
      // Half way: the first half is given, and some of it is taken.
      givenAt: index < usual.length / 2 ? ago(2) : null,
      takenAt: index < usual.length / 4 ? ago(1) : null,
    })),
  })
  const matters = await gatherMatters(tx, { association, post, outgoingId: from.userId, today })
  await tx.handoverItem.createMany({
    data: matters.map(({ source, title, href }) => ({ packId: id, kind: 'matter', title, href, source })),
  })
}

/** Whoever comes after, by name alone: they have no account yet. */
async function next(
  tx: Tx,
  associationId: number,
  post: 'secretary' | 'treasurer',
  seatId: number,
  last: Date,
): Promise<number> {
  const startsOn = addDays(dateToDay(last), 1)
  const year = Number(startsOn.slice(0, 4)) + 1
  const names =
    post === 'secretary'
      ? { familyName: '水野', givenName: '拓也', familyReading: 'ミズノ', givenReading: 'タクヤ' }
      : { familyName: '桑原', givenName: '文子', familyReading: 'クワバラ', givenReading: 'フミコ' }
  const term = await tx.term.create({
    data: {
      associationId,
      post,
      seatId,
      startsOn: dayToDate(startsOn),
      endsOn: dayToDate(addDays(`${year}${startsOn.slice(4)}`, -1)),
      ...names,
    },
    select: { id: true },
  })
  return term.id
}
