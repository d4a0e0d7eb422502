/** 意見交換会 of the demonstration city: one that was held, with minutes and what was decided, and one to come. */
import { addDays, type Day, dayOf, dayToDate, instantOfLocal, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { CITY, FIRST, FIRST_COUNCIL } from './associations'
import type { Accounts } from './people'

const at = (day: Day, time: string): Date => instantOfLocal(`${day}T${time}`) as Date

/** The weekday (0: Sunday) on or after a day. */
function weekday(from: Day, wanted: number): Day {
  const days = (wanted - new Date(`${from}T00:00:00Z`).getUTCDay() + 7) % 7
  return addDays(from, days)
}

const MINUTES = `## 通学路の安全について

- 校区から、樋之上の交差点は朝の車が多く、見通しも悪いとの説明があった。
- 市から、路面の表示を先に直し、鏡の場所を校区といっしょに確かめるとの答えがあった。

## 公園の草刈りについて

- 草刈りの回数を増やせないかとの質問があった。
- 市から、回数はすぐには増やせないが、時期を梅雨の前に早めるとの答えがあった。

## 避難所の鍵について

- 夜に地震があったとき、だれが鍵を開けるのか分からないとの声があった。
- 各自治会で鍵を預かる人を決め、市が名簿をまとめることになった。`

type Decided = {
  text: string
  /** Name of a section of the city; null: the first association */
  section: string | null
  /** Days from today until it is due */
  due: number
  done?: true
}

const decided: readonly Decided[] = [
  {
    text: '樋之上の交差点の路面の表示を塗り直し、鏡を付ける場所を校区と確かめる',
    section: '道路河川補修課',
    due: 12,
  },
  { text: '公園の草刈りを、来年から梅雨の前に行う', section: '公園みどり課', due: -6 },
  { text: '避難所の鍵を預かる人を、自治会ごとに二人決めて市へ知らせる', section: null, due: -3 },
  { text: '登校の見守りの当番表を作り、校区で分け合う', section: null, due: -20, done: true },
]

type Given = { ids: ReadonlyMap<string, number>; accounts: Accounts }

/** @param given associations by slug; sections and matters stand already */
export async function createTalks(tx: Tx, given: Given): Promise<void> {
  const sections = new Map(
    (await tx.section.findMany({ select: { id: true, name: true } })).map(({ id, name }) => [name, id]),
  )
  await heldTalk(tx, given, sections)
  await comingTalk(tx, given, sections)
}

const idOf = (ids: Given['ids'], slug: string): number => {
  const id = ids.get(slug)
  if (id === undefined) throw new Error(`The demonstration city has no ${slug}`)
  return id
}

/** The associations of a council, the first of the demonstration first. */
async function invitedBy(tx: Tx, councilId: number, firstId: number): Promise<number[]> {
  const found = await tx.association.findMany({
    where: { parentId: councilId, kind: 'neighbourhood' },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  return [firstId, ...found.map(({ id }) => id).filter((id) => id !== firstId)]
}

async function heldTalk(tx: Tx, { ids, accounts }: Given, sections: ReadonlyMap<string, number>) {
  const today = dayOf(now())
  const day = weekday(addDays(today, -48), 6)
  const council = idOf(ids, FIRST_COUNCIL)
  const first = idOf(ids, FIRST)
  const associations = await invitedBy(tx, council, first)
  const place = await schoolOf(tx, council)
  const { id } = await tx.talk.create({
    data: {
      associationId: council,
      audienceId: council,
      state: 'held',
      title: `${place.district} 市の担当課との意見交換会`,
      introduction: '通学路や公園のことを、市の担当課と話し合いました。',
      startsAt: at(day, '14:00'),
      endsAt: at(day, '16:00'),
      place: `${place.school} 体育館`,
      latitude: place.latitude,
      longitude: place.longitude,
      answerBy: dayToDate(addDays(day, -7)),
      minutes: MINUTES,
      minutesAt: at(addDays(day, 9), '10:00'),
      version: 5,
      createdById: accounts.council.id,
      createdAt: at(addDays(day, -40), '10:00'),
      items: {
        create: [
          { position: 1, title: 'あいさつ', minutes: 10 },
          {
            position: 2,
            title: '通学路の安全について',
            text: '樋之上の交差点と、その先の細い道のことです。',
            minutes: 40,
            sectionId: sections.get('道路河川補修課') ?? null,
          },
          {
            position: 3,
            title: '公園の草刈りについて',
            minutes: 30,
            sectionId: sections.get('公園みどり課') ?? null,
          },
          { position: 4, title: '避難所の鍵について', minutes: 30 },
          { position: 5, title: 'まとめ', minutes: 10 },
        ],
      },
      questions: {
        create: [
          {
            state: 'shown',
            associationId: first,
            authorId: accounts.chair.id,
            text: '朝の見守りをしている人が、車にぶつかりそうになりました。交差点に鏡は付けられますか。',
            answer: '鏡は、見える向きを現地で確かめてから付けます。校区の方と日を決めて見に行きます。',
            createdAt: at(addDays(day, -10), '20:10'),
          },
        ],
      },
    },
    select: { id: true },
  })
  await tx.talkAttendance.createMany({
    data: associations.slice(0, 9).map((associationId, index) => ({
      talkId: id,
      associationId,
      comes: index !== 5,
      online: index === 4,
      people: index === 5 ? 0 : 1 + (index % 3),
      came: index === 5 ? 0 : index === 7 ? 0 : 1 + ((index + 1) % 3),
      enteredById: accounts.council.id,
    })),
  })
  for (const [index, outcome] of decided.entries()) {
    const sectionId = outcome.section === null ? null : (sections.get(outcome.section) ?? null)
    const due = dayToDate(addDays(today, outcome.due))
    await tx.talkOutcome.create({
      data: {
        talkId: id,
        position: index + 1,
        text: outcome.text,
        sectionId,
        associationId: sectionId === null ? first : null,
        dueOn: due,
        doneOn: outcome.done ? dayToDate(addDays(today, outcome.due - 2)) : null,
        matterId: sectionId === null ? null : await linkedMatter(tx, sectionId, council),
      },
    })
  }
}

/** A matter that the section has already and that nothing else was decided about, of the council's own area if any. */
async function linkedMatter(tx: Tx, sectionId: number, councilId: number): Promise<number | null> {
  const council = await tx.association.findUniqueOrThrow({
    where: { id: councilId },
    select: { districtId: true },
  })
  const free = {
    sectionId,
    outcomes: { none: {} },
    hiddenAt: null,
    state: { in: ['routed', 'underway'] as ('routed' | 'underway')[] },
  }
  const found =
    (await tx.matter.findFirst({
      where: { ...free, districtId: council.districtId },
      orderBy: { id: 'asc' },
      select: { id: true },
    })) ?? (await tx.matter.findFirst({ where: free, orderBy: { id: 'asc' }, select: { id: true } }))
  return found?.id ?? null
}

async function comingTalk(tx: Tx, { ids, accounts }: Given, sections: ReadonlyMap<string, number>) {
  const today = dayOf(now())
  const day = weekday(addDays(today, 17), 0)
  const council = idOf(ids, FIRST_COUNCIL)
  const first = idOf(ids, FIRST)
  const associations = await invitedBy(tx, council, first)
  const place = await schoolOf(tx, council)
  const { id } = await tx.talk.create({
    data: {
      associationId: idOf(ids, CITY),
      audienceId: council,
      state: 'announced',
      title: `市長と語る会 ${place.district}`,
      introduction:
        '市長と担当課が校区へうかがい、これからの町のことを話し合います。事前に質問をいただくと、当日くわしくお答えできます。',
      startsAt: at(day, '10:00'),
      endsAt: at(day, '11:30'),
      place: `${place.school} 集会室`,
      latitude: place.latitude,
      longitude: place.longitude,
      onlineUrl: 'https://meeting.example/mayor-talk',
      answerBy: dayToDate(addDays(day, -5)),
      version: 3,
      createdById: accounts.reviewer.id,
      createdAt: at(addDays(today, -14), '11:00'),
      items: {
        create: [
          { position: 1, title: '市長のあいさつ', minutes: 10 },
          {
            position: 2,
            title: '大雨のときの水路と道路',
            text: '去年の大雨で水があふれた場所と、今年の工事を説明します。',
            minutes: 35,
            sectionId: sections.get('道路河川補修課') ?? null,
          },
          { position: 3, title: '自治会のなり手を増やすには', minutes: 30 },
          { position: 4, title: '質問とまとめ', minutes: 15 },
        ],
      },
      questions: {
        create: [
          {
            state: 'shown',
            associationId: first,
            authorId: accounts.chair.id,
            text: '役員の仕事を減らすため、市から頼まれる配り物をまとめていただけませんか。',
            createdAt: at(addDays(today, -4), '19:30'),
          },
          {
            state: 'shown',
            associationId: first,
            authorId: accounts.resident.id,
            text: '大雨のとき、駅前の地下道は何時に通れなくなりますか。知らせは届きますか。',
            createdAt: at(addDays(today, -2), '08:15'),
          },
          {
            state: 'waiting',
            authorId: accounts.otherchair.id,
            text: 'となりの校区からも、話を聞きに行ってよいでしょうか。',
            createdAt: at(addDays(today, -1), '21:05'),
          },
        ],
      },
    },
    select: { id: true },
  })
  await tx.talkAttendance.createMany({
    data: associations.slice(1, 6).map((associationId, index) => ({
      talkId: id,
      associationId,
      comes: index !== 3,
      online: index === 2,
      people: index === 3 ? 0 : 2 + (index % 2),
    })),
  })
}

/** The school of a council's district, in which its talks are held. */
async function schoolOf(tx: Tx, councilId: number) {
  const { district } = await tx.association.findUniqueOrThrow({
    where: { id: councilId },
    select: { district: { select: { name: true, schoolName: true, latitude: true, longitude: true } } },
  })
  return {
    district: `${district?.name ?? ''}校区`,
    school: district?.schoolName ?? '',
    latitude: district?.latitude ?? null,
    longitude: district?.longitude ?? null,
  }
}
