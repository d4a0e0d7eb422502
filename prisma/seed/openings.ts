/** 担い手の募集 of the demonstration city: ten of different kinds, and people at every stage who came forward for them. */
import { NOBODY, type Person, sealNote, sealPerson } from '../../app/modules/openings/person.server'
import { addDays, type Day, dayOf, dayToDate, fiscalYear, now } from '../../app/platform/clock'
import { hashToken, newToken } from '../../app/platform/crypto.server'
import type { Tx } from '../../app/platform/db.server'
import type { InterestStage, Post } from '../generated/enums'
import { FIRST } from './associations'
import type { Accounts } from './people'

type Planned = {
  /** Of the first association, else of the nth after it */
  at: number
  post?: Post
  kind: string
  state?: 'draft' | 'open' | 'filled' | 'closed'
  title: string
  body: string
  gains: string
  companions: string
  minutes: number
  months?: number[]
  skills?: string[]
  evening?: boolean
  weekend?: boolean
  fromHome?: boolean
  places?: number
  voices?: { who: string; text: string }[]
  /** Days ago on which it was published */
  age: number
}

const plans: readonly Planned[] = [
  {
    at: 0,
    post: 'vice_chair',
    kind: 'post',
    title: '副会長をお願いします(月に2時間くらい)',
    body: '会長といっしょに、月に一度の役員会に出ます。会長が出られない日は、代わりにあいさつをします。役員会は土曜日の夜に会館で開きます。\n\n市や校区との連絡は会長がします。むずかしい書類はありません。',
    gains: '町内のことがよく分かります。役員会では、お茶とお菓子が出ます。',
    companions: '会長と、前の副会長が一年間手伝います。',
    minutes: 120,
    skills: ['talking'],
    evening: true,
    weekend: true,
    voices: [
      {
        who: '前の副会長・60代',
        text: 'はじめは不安でしたが、一人で決めることはありませんでした。ご近所に知り合いが増えたのが、いちばんの宝物です。',
      },
    ],
    age: 20,
  },
  {
    at: 0,
    kind: 'home',
    title: '回覧板の仕分け(家でできます)',
    body: '月に一度届く回覧の資料を、班ごとに分けて袋に入れます。資料はご自宅までお届けし、班長が受け取りに来ます。',
    gains: '外に出なくても、会の役に立てます。',
    companions: '班長が受け渡しをします。',
    minutes: 60,
    fromHome: true,
    places: 2,
    voices: [{ who: '70代・三年目', text: '足が悪くても続けられます。テレビを見ながらできますよ。' }],
    age: 12,
  },
  {
    at: 0,
    kind: 'event',
    title: '夏まつりの焼きそば係(一日だけ)',
    body: '夏まつりの日の、午後3時から8時まで、焼きそばを作って配ります。道具と材料は会が用意します。途中の交代もできます。',
    gains: 'まかないの焼きそばと飲みもの。子どもたちの笑顔。',
    companions: '子ども会の保護者5人と、前の年の係2人。',
    minutes: 300,
    months: [8],
    skills: ['cooking', 'children'],
    weekend: true,
    places: 4,
    age: 9,
  },
  {
    at: 0,
    post: 'treasurer',
    kind: 'shared',
    title: '会計をふたりで分けませんか',
    body: '会費の集金を一人、帳簿を一人で分けます。お金を数える人と、書く人が別なので安心です。会費は年に二度、銀行への振り込みが中心です。',
    gains: '家計にも役立つ帳簿の付け方が身につきます。',
    companions: 'もう一人の会計と、年に二度は監事が確かめます。',
    minutes: 90,
    skills: ['numbers', 'computer'],
    fromHome: true,
    places: 2,
    age: 5,
  },
  {
    at: 0,
    kind: 'task',
    state: 'filled',
    title: '防犯灯の見回り(月に一度)',
    body: '月に一度、夕方に町内を歩いて、切れている防犯灯を知らせます。散歩のついででかまいません。',
    gains: '運動になります。',
    companions: '二人一組で歩きます。',
    minutes: 45,
    evening: true,
    age: 60,
  },
  {
    at: 0,
    kind: 'months',
    state: 'draft',
    title: '年度がわりの名簿づくり(3月と4月だけ)',
    body: '新しい班長の名簿をまとめます。',
    gains: '',
    companions: '書記が手伝います。',
    minutes: 180,
    months: [3, 4],
    skills: ['computer'],
    fromHome: true,
    age: 2,
  },
  {
    at: 1,
    kind: 'trial',
    title: '書記を3か月だけ、ためしてみませんか',
    body: '月に一度の役員会で記録を書きます。手書きでもパソコンでもかまいません。三か月たったら、続けるかどうかを自由に決められます。',
    gains: '市や校区の動きが、早く分かります。',
    companions: '会長と、前の書記。',
    minutes: 150,
    skills: ['writing'],
    evening: true,
    age: 15,
  },
  {
    at: 2,
    kind: 'task',
    title: '公園の花だんの水やり(週に一度)',
    body: '町内の公園の花だんに、週に一度水をやります。雨の週はお休みです。夏のあいだは二人で交代します。',
    gains: '季節の花の苗を、少し持って帰れます。',
    companions: '花の会の4人。',
    minutes: 120,
    months: [5, 6, 7, 8, 9, 10],
    skills: ['gardening'],
    places: 2,
    voices: [
      { who: '子育て中・30代', text: '子どもと一緒に行っています。水やりは子どもの仕事になりました。' },
    ],
    age: 7,
  },
  {
    at: 3,
    kind: 'months',
    title: '敬老会の準備(8月と9月だけ)',
    body: '敬老会の招待状を書き、当日は席への案内をします。準備の集まりは三回です。',
    gains: '人生の先輩の話が聞けます。',
    companions: '福祉委員3人。',
    minutes: 240,
    months: [8, 9],
    skills: ['writing', 'elderly'],
    weekend: true,
    places: 3,
    age: 11,
  },
  {
    at: 4,
    kind: 'home',
    title: 'お知らせをやさしい日本語や外国語にする人',
    body: '外国から来た人にも伝わるように、月に二つほどのお知らせを、やさしい日本語や英語・中国語・ベトナム語に直します。',
    gains: '語学の力を、近所で生かせます。',
    companions: '書記と、市の国際交流の担当。',
    minutes: 90,
    skills: ['languages', 'writing', 'computer'],
    fromHome: true,
    places: 2,
    age: 3,
  },
]

type Coming = {
  /** Place in `plans` */
  of: number
  kind: 'hear_more' | 'candidate' | 'nominated'
  stage: InterestStage
  person: Person
  /** Days ago */
  age: number
  notes?: [InterestStage, string][]
  account?: 'resident'
}

const PHONE = '072-000-0000'
const somebody = (name: string, message = ''): Person => ({ name, phone: PHONE, email: '', message })

const coming: readonly Coming[] = [
  {
    of: 0,
    kind: 'hear_more',
    stage: 'new',
    person: somebody('井上 まり', '夜の役員会は、何時に終わりますか。'),
    age: 2,
  },
  { of: 1, kind: 'hear_more', stage: 'new', person: somebody('大谷'), age: 11 },
  {
    of: 2,
    kind: 'hear_more',
    stage: 'contacted',
    person: somebody('中野 健太'),
    age: 6,
    notes: [['contacted', '電話した。日曜日に会館で会う。']],
  },
  {
    of: 3,
    kind: 'nominated',
    stage: 'talking',
    person: somebody('松下 清子'),
    age: 5,
    notes: [
      ['contacted', '推薦を受けてくださったお礼を伝えた。'],
      ['talking', '帳簿を見てもらうことになった。'],
    ],
  },
  {
    of: 3,
    kind: 'candidate',
    stage: 'candidate',
    person: {
      ...somebody('', 'パソコンで家計簿を付けています。'),
      email: 'resident@demo.example',
    },
    age: 4,
    account: 'resident',
    notes: [['candidate', '役員会で候補とすることを決めた。']],
  },
  {
    of: 4,
    kind: 'hear_more',
    stage: 'elected',
    person: somebody('西本 勝'),
    age: 50,
    notes: [
      ['candidate', '本人が引き受けると話した。'],
      ['elected', '役員会でお願いした。'],
    ],
  },
  {
    of: 4,
    kind: 'hear_more',
    stage: 'not_now',
    person: somebody('坂口'),
    age: 48,
    notes: [['not_now', '仕事が忙しく、来年また声をかける。']],
  },
  { of: 6, kind: 'hear_more', stage: 'new', person: somebody('藤田 由美'), age: 10 },
  {
    of: 7,
    kind: 'hear_more',
    stage: 'new',
    person: somebody('上野', '子どもと一緒でもよいですか。'),
    age: 1,
  },
]

/** The general meeting of the year to come. */
function meetingAfter(today: Day): Day {
  const year = fiscalYear(today) + 1
  const meeting = `${year}-04-20`
  return meeting > today ? meeting : `${year + 1}-04-20`
}

/** 締切: before the first month in which there is something to do, else two months after it was published. */
function closingOf({ months: [first] = [], age }: Planned, today: Day): Day {
  const soon = addDays(today, 30)
  if (first === undefined) return [soon, addDays(today, 60 - age)].sort().at(-1) ?? soon
  const begins = (year: number) => `${year}-${String(first).padStart(2, '0')}-01`
  const year = Number(today.slice(0, 4))
  return addDays(begins(begins(year) > soon ? year : year + 1), -1)
}

/** Writes the openings, their voices, and those who came forward; one nomination waits for its answer. */
export async function createOpenings(
  tx: Tx,
  known: { ids: ReadonlyMap<string, number>; accounts: Accounts },
): Promise<void> {
  const { accounts } = known
  const today = dayOf(now())
  const first = known.ids.get(FIRST)
  if (first === undefined) return
  const others = await tx.association.findMany({
    where: { kind: 'neighbourhood', id: { gt: first } },
    orderBy: { id: 'asc' },
    take: 4,
    select: { id: true },
  })
  const places = [first, ...others.map(({ id }) => id)]
  const posts = await tx.officerPost.findMany({
    where: { associationId: { in: places }, closedOn: null },
    select: { id: true, associationId: true, post: true },
  })
  const at = (age: number) => new Date(now().getTime() - age * 86_400_000)
  const ids: { id: number; associationId: number }[] = []
  for (const plan of plans) {
    const associationId = places[plan.at] ?? first
    const { state = 'open', post, voices = [] } = plan
    const postId = posts.find((one) => one.associationId === associationId && one.post === post)?.id
    const { id } = await tx.opening.create({
      data: {
        associationId,
        postId,
        kind: plan.kind,
        state,
        title: plan.title,
        body: plan.body,
        gains: plan.gains,
        companions: plan.companions,
        minutes: plan.minutes,
        months: plan.months ?? [],
        skills: plan.skills ?? [],
        evening: plan.evening ?? false,
        weekend: plan.weekend ?? false,
        fromHome: plan.fromHome ?? false,
        places: plan.places ?? 1,
        electionOn: post ? dayToDate(meetingAfter(today)) : null,
        closesOn: dayToDate(state === 'filled' ? addDays(today, -20) : closingOf(plan, today)),
        publishedAt: state === 'draft' ? null : at(plan.age),
        createdById: plan.at === 0 ? accounts.chair.id : null,
        createdAt: at(plan.age + 1),
        voices: {
          create: voices.map((voice) => ({ ...voice, consentOn: dayToDate(addDays(today, -plan.age - 5)) })),
        },
      },
      select: { id: true },
    })
    ids.push({ id, associationId })
  }
  for (const one of coming) {
    const opening = ids[one.of]
    if (!opening) continue
    const account = one.account && accounts[one.account]
    const name = account ? `${account.familyName} ${account.givenName}` : one.person.name
    const byId = opening.associationId === first ? accounts.chair.id : null
    await tx.interest.create({
      data: {
        openingId: opening.id,
        kind: one.kind,
        stage: one.stage,
        userId: account?.id,
        person: sealPerson({ ...one.person, name }),
        keyHash: hashToken(newToken()),
        consentedAt: at(one.age),
        dueOn: dayToDate(addDays(today, 7 - one.age)),
        answeredAt: one.stage === 'new' ? null : at(one.age - 1),
        createdAt: at(one.age),
        events: {
          create: [
            { stage: 'new' as const, createdAt: at(one.age) },
            ...(one.notes ?? []).map(([stage, note], index) => ({
              stage,
              note: sealNote(note),
              byId,
              createdAt: at(one.age - 1 - index),
            })),
          ],
        },
      },
      select: { id: true },
    })
  }
  const asked = ids[2]
  if (!asked) return
  await tx.interest.create({
    data: {
      openingId: asked.id,
      kind: 'nominated',
      stage: 'asked',
      person: sealPerson(NOBODY),
      keyHash: hashToken(newToken()),
      nominatedById: accounts.resident.id,
      dueOn: dayToDate(addDays(today, 10)),
      createdAt: at(4),
    },
    select: { id: true },
  })
}
