/** The invented officers and the demonstration accounts. Pure but for the hash of the one password. */
import { randomUUID } from 'node:crypto'
import type { Post, StaffRole } from '../generated/enums'
import { CITY, FIRST, FIRST_COUNCIL, OTHER, type Planned } from './associations'
import type { Random } from './random'

export type Person = {
  id: string
  email: string
  familyName: string
  givenName: string
  familyReading: string
  givenReading: string
}

export type PlannedTerm = {
  userId: string
  association: string
  post: Post
  /** Fiscal years, first and last */
  from: number
  to: number
  nameShown: boolean
}

/** The password of every demonstration account. */
export const DEMO_PASSWORD = 'hirakata-demo'

const FAMILY =
  '田中 タナカ,山本 ヤマモト,井上 イノウエ,木村 キムラ,林 ハヤシ,山田 ヤマダ,松本 マツモト,中村 ナカムラ,吉田 ヨシダ,西村 ニシムラ,岡田 オカダ,藤田 フジタ,前田 マエダ,森 モリ,池田 イケダ,橋本 ハシモト,石田 イシダ,上田 ウエダ,原田 ハラダ,中島 ナカジマ,村上 ムラカミ,近藤 コンドウ,坂本 サカモト,遠藤 エンドウ,青木 アオキ,福田 フクダ,三浦 ミウラ,西田 ニシダ,東 ヒガシ,北村 キタムラ,奥村 オクムラ,辻 ツジ,谷口 タニグチ,大西 オオニシ,今井 イマイ,高田 タカダ,杉本 スギモト,植田 ウエダ,堀 ホリ,平田 ヒラタ,川口 カワグチ,浜田 ハマダ,永井 ナガイ,横山 ヨコヤマ,宮本 ミヤモト,中川 ナカガワ,小川 オガワ,内田 ウチダ,髙橋 タカハシ,山﨑 ヤマサキ,𠮷村 ヨシムラ,濵口 ハマグチ,渡邊 ワタナベ,齋藤 サイトウ,久保 クボ,野村 ノムラ,菊池 キクチ,水野 ミズノ,新井 アライ,桑原 クワバラ,古川 フルカワ,松井 マツイ,安田 ヤスダ,樋口 ヒグチ,和田 ワダ,増田 マスダ,岩本 イワモト,服部 ハットリ,川村 カワムラ,土井 ドイ'
const GIVEN =
  '和子 カズコ,幸子 サチコ,節子 セツコ,洋子 ヨウコ,恵子 ケイコ,京子 キョウコ,久美子 クミコ,由美子 ユミコ,真由美 マユミ,明美 アケミ,智子 トモコ,裕子 ユウコ,直美 ナオミ,さくら サクラ,美咲 ミサキ,陽子 ヨウコ,千鶴 チヅル,弘 ヒロシ,茂 シゲル,実 ミノル,清 キヨシ,勝 マサル,誠 マコト,隆 タカシ,博 ヒロシ,進 ススム,正雄 マサオ,武 タケシ,修 オサム,勇 イサム,健一 ケンイチ,和夫 カズオ,浩二 コウジ,達也 タツヤ,健太 ケンタ,大輔 ダイスケ,哲也 テツヤ,直樹 ナオキ,剛 ツヨシ,学 マナブ,豊 ユタカ,昭 アキラ,義雄 ヨシオ,文子 フミコ,美智子 ミチコ,房江 フサエ,静江 シズエ,慎吾 シンゴ,拓也 タクヤ,翔 ショウ'

const parse = (list: string) => list.split(',').map((pair) => pair.split(' ') as [string, string])
const families = parse(FAMILY)
const givens = parse(GIVEN)

/** Somebody invented. Their address stands under a domain that delivers nothing. */
export function inventPerson(random: Random, email: string): Person {
  const [familyName, familyReading] = random.pick(families)
  const [givenName, givenReading] = random.pick(givens)
  return { id: randomUUID(), email, familyName, givenName, familyReading, givenReading }
}

const account = (email: string, family: [string, string], given: [string, string]): Person => ({
  id: randomUUID(),
  email: `${email}@demo.example`,
  familyName: family[0],
  familyReading: family[1],
  givenName: given[0],
  givenReading: given[1],
})

/** The accounts whose password is printed at the start. */
export function demonstrationAccounts() {
  return {
    resident: account('resident', ['森田', 'モリタ'], ['さくら', 'サクラ']),
    chair: account('chair', ['山﨑', 'ヤマサキ'], ['正雄', 'マサオ']),
    secretary: account('secretary', ['井上', 'イノウエ'], ['久美子', 'クミコ']),
    auditor: account('auditor', ['松井', 'マツイ'], ['和夫', 'カズオ']),
    otherchair: account('otherchair', ['𠮷村', 'ヨシムラ'], ['節子', 'セツコ']),
    council: account('council', ['髙橋', 'タカハシ'], ['弘', 'ヒロシ']),
    reviewer: account('reviewer', ['西村', 'ニシムラ'], ['直樹', 'ナオキ']),
    approver: account('approver', ['中川', 'ナカガワ'], ['恵子', 'ケイコ']),
    section: account('section', ['片山', 'カタヤマ'], ['健', 'ケン']),
    centre: account('centre', ['植田', 'ウエダ'], ['陽子', 'ヨウコ']),
    admin: account('admin', ['渡邊', 'ワタナベ'], ['学', 'マナブ']),
  }
}
export type Accounts = ReturnType<typeof demonstrationAccounts>

/** Which account of the city and the centre has which role. */
export const staffOf: Partial<Record<keyof Accounts, StaffRole>> = {
  reviewer: 'reviewer',
  approver: 'approver',
  section: 'section_staff',
  centre: 'coordinator',
  admin: 'administrator',
}

/** Offices that the demonstration accounts hold. */
const HELD: readonly [keyof Accounts, string, Post][] = [
  ['chair', FIRST, 'chair'],
  ['secretary', FIRST, 'secretary'],
  ['auditor', FIRST, 'auditor'],
  ['otherchair', OTHER, 'chair'],
  ['council', FIRST_COUNCIL, 'chair'],
]

const SEATS: Record<Planned['kind'], readonly Post[]> = {
  city: [],
  council: ['chair', 'vice_chair', 'vice_chair', 'secretary', 'treasurer', 'auditor'],
  neighbourhood: ['chair', 'vice_chair', 'secretary', 'treasurer', 'auditor'],
  group: ['group_leader'],
}

/** Officers of every association for the fiscal year `year`; about half agreed to show their name. */
export function planOfficers(
  associations: readonly Planned[],
  accounts: Accounts,
  year: number,
  random: Random,
) {
  const people: Person[] = []
  const terms: PlannedTerm[] = []
  for (const { slug, kind } of associations) {
    if (slug === CITY) continue
    const held = HELD.filter(([, association]) => association === slug)
    for (const post of SEATS[kind]) {
      const holder = held.find(([, , heldPost]) => heldPost === post)
      const person = holder
        ? accounts[holder[0]]
        : inventPerson(random, `officer-${people.length + 1}@demo.example`)
      if (!holder) people.push(person)
      // Two thirds serve one year; the others are in the first or second of two.
      const twoYears = !holder && random.chance(0.33)
      const from = twoYears && random.chance(0.5) ? year - 1 : year
      terms.push({
        userId: person.id,
        association: slug,
        post,
        from,
        to: twoYears ? from + 1 : year,
        nameShown: Boolean(holder) || random.chance(0.5),
      })
    }
  }
  return { people, terms }
}
