/**
 * What the indicators of the demonstration count, and how their invented months run. Their names, targets and the year
 * before are real (`indicators-r7.csv` of the city); which section answers is said in general words.
 */
import type { Computed } from '../../app/modules/indicators/rules'
import type { IndicatorMethod } from '../generated/enums'

export type Described = {
  section: string
  definition: string
  computed?: Computed
  source: string
  note?: string
  method: IndicatorMethod
  /** How the year is spread over April to March; of a rate, its months */
  months: readonly number[]
  /** What the first year came to, as a part of its target; of a rate nothing */
  reached: number
  /** Of a rate: out of how many each month */
  outOf?: number
}

const EVEN = [8, 8, 8, 8, 8, 8, 9, 9, 9, 8, 8, 9]
const SUMMER = [2, 3, 8, 30, 40, 6, 4, 3, 2, 1, 1, 0]
const AUTUMN = [2, 4, 6, 8, 6, 10, 18, 20, 16, 4, 4, 2]
const YEAR_END = [3, 3, 3, 3, 4, 5, 7, 13, 42, 7, 5, 5]

export const described: Record<string, Described> = {
  promotion_site_visits: {
    section: '広報を担当する課',
    definition: 'シティプロモーションサイトが開かれた回数です。1回の訪問を1件と数えます。',
    source: 'アクセス解析の月報',
    method: 'sum',
    months: EVEN,
    reached: 1.03,
  },
  furusato_personal: {
    section: 'ふるさと納税を担当する課',
    definition: '個人からのふるさと納税の寄附のうち、その月に入金された額です。',
    source: '寄附の受入れ台帳',
    note: '12月に多く集まります。',
    method: 'sum',
    months: YEAR_END,
    reached: 0.71,
  },
  furusato_corporate: {
    section: 'ふるさと納税を担当する課',
    definition: '企業版ふるさと納税の寄附のうち、その月に入金された額です。',
    source: '寄附の受入れ台帳',
    method: 'sum',
    months: [0, 2, 4, 6, 5, 8, 10, 12, 18, 9, 11, 15],
    reached: 0.88,
  },
  human_rights_events: {
    section: '人権を担当する課',
    definition: '人権啓発の催しと講座に参加した人の数です。催しごとの人数を足しています。',
    computed: 'lecture_participants',
    source: '催しごとの受付簿',
    method: 'sum',
    months: AUTUMN,
    reached: 0.83,
  },
  lgbtq_consultations: {
    section: '人権を担当する課',
    definition: '電話とオンライン(チャット)の相談を使った延べ人数です。同じ人が2回使うと、延べ2人です。',
    source: '相談の月報(人数だけ)',
    method: 'sum',
    months: EVEN,
    reached: 0.74,
  },
  gender_equality_courses: {
    section: '男女共同参画を担当する課',
    definition: '男女共同参画に関する講座等に参加した人の数です。講座ごとの人数を足しています。',
    computed: 'lecture_participants',
    source: '講座ごとの受付簿',
    method: 'sum',
    months: AUTUMN,
    reached: 1.01,
  },
  peace_events: {
    section: '平和を担当する課',
    definition: '平和に関するイベントに参加した人の数です。会場に来た人を数えています。',
    computed: 'lecture_participants',
    source: '会場での数取器の記録',
    method: 'sum',
    months: SUMMER,
    reached: 0.97,
  },
  bullying_resolved: {
    section: '学校を担当する課',
    definition:
      'いじめとして知った件数のうち、解消したと確かめた件数の割合です。年度の初めからの数で出します。',
    source: '学校からの月報の集計',
    note: 'もとの数はその月までの累計です。',
    method: 'latest',
    months: [71, 76, 80, 84, 86, 88, 90, 92, 93, 95, 97, 98.5],
    reached: 0,
    outOf: 200,
  },
  consultation_satisfaction: {
    section: '市民相談を担当する課',
    definition: '相談のあとのアンケートで「満足」「やや満足」と答えた人の割合です。',
    source: '相談のあとのアンケート',
    method: 'latest',
    months: [97, 98, 96, 98, 99, 97, 98, 97, 99, 98, 98, 97],
    reached: 0,
    outOf: 100,
  },
  call_centre_first_answer: {
    section: '市民相談を担当する課',
    definition: 'コールセンターにかかった電話のうち、担当課に回さずに答え終えた電話の割合です。',
    source: 'コールセンターの月報',
    method: 'latest',
    months: [41.2, 41.8, 42, 42.6, 43, 43.1, 43.9, 44, 44.2, 44.6, 44.8, 45.3],
    reached: 0,
  },
  volunteer_experience: {
    section: '市民活動課',
    definition:
      'ボランティア体験事業に参加した人の数です。担当課の公表は、市民活動支援センターの報告によります。',
    computed: 'volunteer_participants',
    source: '支援センターからの月の報告',
    note: '窓口とファクスで申し込んだ人も入っています。',
    method: 'sum',
    months: SUMMER,
    reached: 0.87,
  },
}

/** What the portal adds to them: counts without a target, of the same theme as the volunteer experience. */
export const counted: readonly { key: Computed; name: string; definition: string }[] = [
  {
    key: 'volunteer_attendances',
    name: 'ボランティア体験の延べ参加者数',
    definition: 'ボランティア体験に参加した延べ人数です。',
  },
  {
    key: 'volunteer_applications',
    name: 'ボランティア体験の申込み数',
    definition: 'ボランティア体験への申込みの数です。',
  },
  {
    key: 'volunteer_no_shows',
    name: 'ボランティア体験の当日欠席',
    definition: '参加が決まっていて、当日来なかった人の延べ人数です。',
  },
  {
    key: 'volunteer_waiting',
    name: 'ボランティア体験のキャンセル待ち',
    definition: '定員がいっぱいで、空きを待っている人の延べ人数です。受入れを増やすめやすにします。',
  },
  {
    key: 'later_again',
    name: '体験のあと、また参加した人',
    definition: 'ボランティア体験の本当のねらいの一つです。一度の体験で終わらなかった人の数です。',
  },
  {
    key: 'later_helpers',
    name: '体験のあと、手伝う人になった人',
    definition: 'ボランティア体験の本当のねらいの一つです。自治会をときどき手伝うことにした人の数です。',
  },
  {
    key: 'later_officers',
    name: '体験のあと、役員になった人',
    definition: 'ボランティア体験の本当のねらいの一つです。自治会の役員を引き受けた人の数です。',
  },
]
