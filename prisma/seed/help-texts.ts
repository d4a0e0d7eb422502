/** What the advice services of the demonstration say. Short national numbers are real; numbers 072-000-… are not. */
import type { Spoken, Theme, Way } from '../../app/modules/help/rules'
import { city } from '../../app/platform/city.server'

type Hours =
  | 'always'
  | {
      days: readonly number[]
      /** Hours of the clock, from and until */
      spans: readonly (readonly [number, number])[]
      holidays?: 'closed' | 'as_weekday'
      newYear?: boolean
    }
  | null

export type PlannedService = {
  name: string
  reading: string
  organisation?: string
  /** Parts of the names of sections: the first that is there */
  section: readonly string[]
  themes: readonly Theme[]
  situations?: readonly string[]
  words: string
  summary: string
  forWhom?: string
  ways: readonly Way[]
  phone?: string
  phoneNote?: string
  email?: string
  url?: string
  chatUrl?: string
  address?: string
  letterTo?: string
  hours: Hours
  hoursText?: string
  languages?: readonly Spoken[]
  languageNote?: string
  free?: boolean
  nameless?: boolean
  needsBooking?: boolean
  urgent?: boolean
  state?: 'draft' | 'published' | 'ended'
  /** Days since somebody last looked at it */
  checkedBefore?: number
}

export const WEEKDAYS = [1, 2, 3, 4, 5] as const
export const OFFICE: Hours = { days: WEEKDAYS, spans: [[9, 17]] }
export const LUNCH: Hours = {
  days: WEEKDAYS,
  spans: [
    [9, 12],
    [13, 17],
  ],
}
export const HALL = `${city().cityHall}(見本の住所)`
/** The section that keeps what no other section does */
export const CIVIC = ['市民活動', '人権', '広聴', '市民']

/** Real numbers that everybody in the country may know. */
export const NATIONAL: readonly PlannedService[] = [
  {
    name: '警察(事件・事故)',
    reading: 'けいさつ',
    organisation: '警察',
    section: CIVIC,
    themes: ['crime', 'dv'],
    situations: ['今、なぐられている', 'だれかにおそわれそう', 'どろぼうに入られた'],
    words: '110番、ひゃくとおばん、暴力、つきまとい',
    summary: '今あぶないときは、すぐにかけてください。声が出せないときも、切らずに待ってください。',
    forWhom: '今あぶないとき',
    ways: ['phone'],
    phone: '110',
    hours: 'always',
    languages: ['en', 'zh', 'ko', 'vi'],
    nameless: true,
    urgent: true,
  },
  {
    name: '消防・救急車',
    reading: 'しょうぼう きゅうきゅうしゃ',
    organisation: '消防',
    section: CIVIC,
    themes: ['daily'],
    situations: ['火事だ', '人がたおれている', '息をしていない'],
    words: '119番、火事、けが、病気、救急',
    summary: '火事のとき、人がたおれたとき、大けがをしたときにかけてください。',
    forWhom: '火事・救急',
    ways: ['phone'],
    phone: '119',
    hours: 'always',
    languages: ['en', 'zh', 'ko', 'vi'],
    nameless: true,
    urgent: true,
  },
  {
    name: '救急安心センター',
    reading: 'きゅうきゅうあんしんせんたー',
    section: CIVIC,
    themes: ['daily'],
    situations: ['救急車をよぶかどうか迷う', '夜中に急に具合が悪くなった'],
    words: '病院、救急車、夜間、休日、けが、熱',
    summary: '救急車をよぶか、どの病院へ行くかを、看護師などが一緒に考えます。',
    forWhom: '救急車を迷うとき',
    ways: ['phone'],
    phone: '#7119',
    hours: 'always',
    nameless: true,
    urgent: true,
  },
  {
    name: '児童相談所 虐待対応ダイヤル',
    reading: 'じどうそうだんじょ いちはやく',
    section: ['子ども', 'こども', ...CIVIC],
    themes: ['abuse', 'children'],
    situations: ['子どもをたたいてしまいそう', '近所の子どもの泣き声が心配', '親にたたかれる'],
    words: 'いちはやく、虐待、子ども、泣き声、通報、育児',
    summary:
      '虐待かもしれないと思ったら、かけてください。だれが知らせたかは、もらしません。子ども自身もかけられます。',
    forWhom: '虐待かもと思ったら',
    ways: ['phone'],
    phone: '189',
    hours: 'always',
    nameless: true,
    urgent: true,
  },
  {
    name: 'DV相談ナビ',
    reading: 'でぃーぶいそうだんなび',
    section: ['人権', ...CIVIC],
    themes: ['dv', 'women', 'men'],
    situations: ['夫や妻、恋人がこわい', 'どなられる、お金をくれない', '逃げたい'],
    words: 'はれれば、配偶者、暴力、モラハラ、逃げる、避難、離婚',
    summary: '近くの相談窓口につながります。逃げる先のことも相談できます。',
    forWhom: '夫・妻・恋人がこわいとき',
    ways: ['phone'],
    phone: '#8008',
    hours: null,
    hoursText: 'つながった窓口の開いている時間に相談できます。',
    nameless: true,
    urgent: true,
  },
  {
    name: '消費者ホットライン',
    reading: 'しょうひしゃほっとらいん',
    section: ['消費', '産業', '商工', ...CIVIC],
    themes: ['consumer', 'crime'],
    situations: ['覚えのない請求がきた', '訪問販売で契約してしまった'],
    words: 'いやや、クーリングオフ、詐欺、通販、解約、契約',
    summary: '近くの消費生活センターにつながります。買い物や契約で困ったときにかけてください。',
    ways: ['phone'],
    phone: '188',
    hours: null,
    hoursText: '土曜・日曜・祝日も、多くの時間につながります。',
    nameless: true,
  },
  {
    name: '警察相談専用電話',
    reading: 'けいさつそうだんせんようでんわ',
    organisation: '警察',
    section: CIVIC,
    themes: ['crime', 'dv', 'consumer'],
    situations: ['つきまとわれている', '詐欺かもしれない電話がきた'],
    words: 'ストーカー、悪質商法、オレオレ詐欺、不審者、警察',
    summary: '急ぎではない心配ごとを、警察に相談する番号です。',
    ways: ['phone'],
    phone: '#9110',
    hours: { days: WEEKDAYS, spans: [[8.5, 17.25]] },
    nameless: true,
  },
  {
    name: '性犯罪被害相談電話',
    reading: 'せいはんざいひがいそうだんでんわ はーとさん',
    organisation: '警察',
    section: ['人権', ...CIVIC],
    themes: ['crime', 'women', 'men'],
    situations: ['いやなことをされた', '性の被害をだれにも言えない'],
    words: 'ハートさん、性被害、性暴力、ちかん',
    summary: '性の被害を受けた方の相談を、警察の担当が聞きます。女性の担当を選べます。',
    ways: ['phone'],
    phone: '#8103',
    hours: 'always',
    nameless: true,
  },
  {
    name: 'みんなの人権110番',
    reading: 'みんなのじんけんひゃくとおばん',
    organisation: '法務局',
    section: ['人権', ...CIVIC],
    themes: ['rights', 'lgbtq', 'bullying'],
    situations: ['差別された', 'インターネットにひどいことを書かれた', 'いじめやいやがらせを受けている'],
    words: '人権、差別、誹謗中傷、書き込み、削除、ハラスメント、ヘイト',
    summary: '差別、いやがらせ、インターネットの書き込みなど、人権の相談を受けます。',
    ways: ['phone'],
    phone: '0570-003-110',
    hours: { days: WEEKDAYS, spans: [[8.5, 17.25]] },
    nameless: true,
  },
]
