/** What kinds of places keep an AED in the demonstration city, and when one gets to it. All names are invented. */
import type { Hours, Span } from '../../app/modules/aeds/schema'

const hour = (h: number, m = 0) => h * 60 + m
const span = (from: number, until: number): Span => ({ from: hour(from), until: hour(until) })

const WEEKDAYS = [1, 2, 3, 4, 5] as const
const ALL_DAYS = [0, 1, 2, 3, 4, 5, 6] as const

const NEW_YEAR = { from: '12-29', until: '01-03', spans: [], label: '年末年始' }

const base: Hours = {
  weekly: [],
  holidays: 'as_weekday',
  yearly: [],
  dates: [],
  night: '',
  uncertain: false,
  shifts: false,
  conditions: '',
}

/** Hours as the facility wrote them, beside what could be read from them; null: it wrote more than can be read. */
export type Told = { hours: Hours | null; days: string; start: string; end: string; note: string }

export const alwaysTold: Told = {
  hours: { ...base, weekly: [{ days: [...ALL_DAYS], spans: [{ from: 0, until: 1440 }] }] },
  days: '月火水木金土日',
  start: '00:00',
  end: '24:00',
  note: '24時間利用可',
}

const schoolTold: Told = {
  hours: {
    ...base,
    weekly: [{ days: [...WEEKDAYS], spans: [span(8, 17)] }],
    holidays: 'closed',
    yearly: [NEW_YEAR],
  },
  days: '月火水木金',
  start: '08:00',
  end: '17:00',
  note: '祝日・年末年始（12/29～1/3）を除く',
}

const officeTold: Told = {
  hours: {
    ...base,
    weekly: [{ days: [...WEEKDAYS], spans: [{ from: hour(8, 45), until: hour(17, 15) }] }],
    holidays: 'closed',
    yearly: [NEW_YEAR],
  },
  days: '月火水木金',
  start: '08:45',
  end: '17:15',
  note: '祝日・年末年始（12/29～1/3）を除く',
}

const libraryTold: Told = {
  hours: {
    ...base,
    weekly: [
      { days: [0, 2, 3, 4, 5, 6], spans: [{ from: hour(9, 30), until: hour(19) }] },
      { days: [5], nth: ['last'], spans: [] },
    ],
    yearly: [NEW_YEAR],
  },
  days: '火水木金土日',
  start: '09:30',
  end: '19:00',
  note: '最終金曜日・年末年始（12/29～1/3）を除く',
}

export const hallTold: Told = {
  hours: { ...base, weekly: [{ days: [...ALL_DAYS], spans: [span(9, 21)] }], yearly: [NEW_YEAR] },
  days: '月火水木金土日',
  start: '09:00',
  end: '21:00',
  note: '年末年始（12/29～1/3）を除く',
}

const shopTold: Told = {
  hours: { ...base, weekly: [{ days: [...ALL_DAYS], spans: [span(9, 21)] }] },
  days: '月火水木金土日',
  start: '09:00',
  end: '21:00',
  note: '',
}

/** Open into the night, past midnight */
const lateTold: Told = {
  hours: { ...base, weekly: [{ days: [...ALL_DAYS], spans: [span(10, 25)] }] },
  days: '月火水木金土日',
  start: '10:00',
  end: '25:00',
  note: '',
}

const stationTold: Told = {
  hours: { ...base, weekly: [{ days: [...ALL_DAYS], spans: [span(5, 24)] }] },
  days: '月火水木金土日',
  start: '05:00',
  end: '24:00',
  note: '',
}

const clinicTold: Told = {
  hours: {
    ...base,
    weekly: [
      { days: [1, 2, 3, 5], spans: [span(9, 12), span(16, 19)] },
      { days: [4, 6], spans: [span(9, 12)] },
    ],
    holidays: 'closed',
    yearly: [NEW_YEAR],
  },
  days: '月火水木金土',
  start: '09:00',
  end: '19:00',
  note: '木・土は12:00まで。12:00～16:00、祝日・年末年始（12/29～1/3）を除く',
}

/** More is said than can be read for certain */
const uncertainTold: Told = {
  hours: {
    ...base,
    weekly: [{ days: [...WEEKDAYS], spans: [span(9, 17)] }],
    holidays: 'unknown',
    uncertain: true,
  },
  days: '月火水木金',
  start: '09:00',
  end: '17:00',
  note: '行事のときは変わることがあります',
}

const free = (note: string): Told => ({ hours: null, days: '', start: '', end: '', note })
const unknownTold = free('')
const freeTolds = [
  free('開館時間に準ずる'),
  free('営業時間内'),
  free('休館日を除く'),
  free('診療時間内（休診日は施設にお問い合わせください）'),
  free('職員がいる時間'),
  free('日中'),
]

export type Kind = {
  /** How many of the 300 */
  count: number
  /** What follows an invented name; the first is the commonest */
  suffixes: readonly string[]
  positions: readonly string[]
  tolds: readonly Told[]
  outdoors?: boolean
  keeper?: 'association' | 'city'
  atHall?: boolean
  withoutPhone?: boolean
  /** May be on a floor of a building with a name of its own */
  upstairs?: boolean
}

/** 300 in all. */
export const kinds: readonly Kind[] = [
  {
    count: 36,
    suffixes: ['小学校', '中学校', '高等学校'],
    positions: ['職員室前の廊下', '体育館の入口', '正門を入って右の壁(屋外)', '校舎1階 保健室前'],
    tolds: [schoolTold, schoolTold, unknownTold, uncertainTold],
  },
  {
    count: 24,
    suffixes: ['こども園', '保育園', '幼稚園'],
    positions: ['職員室', '玄関を入って左', '事務室'],
    tolds: [unknownTold, schoolTold, ...freeTolds.slice(4, 6)],
  },
  {
    count: 40,
    suffixes: ['集会所', '自治会館'],
    positions: ['玄関ホール', '集会室の入口', '玄関の外の箱'],
    tolds: [hallTold, unknownTold, hallTold, ...freeTolds.slice(2, 4)],
    keeper: 'association',
    atHall: true,
    withoutPhone: true,
  },
  {
    count: 36,
    suffixes: ['市民センター', '図書館', '体育館', '生涯学習館', '出張所'],
    positions: ['1階 総合受付', '1階 玄関ホール', '事務室カウンター', '2階 エレベーター前'],
    tolds: [officeTold, libraryTold, freeTolds[0] as Told, hallTold],
    keeper: 'city',
  },
  {
    count: 26,
    suffixes: ['ストア 24時間店', 'コンビニ'],
    positions: ['レジの横', '店の入口の外'],
    tolds: [alwaysTold, alwaysTold, alwaysTold, unknownTold],
  },
  {
    count: 22,
    suffixes: ['マーケット', '書店', '湯', '薬局'],
    positions: ['サービスカウンター', '正面入口の右', '1階 階段の横'],
    tolds: [shopTold, lateTold, freeTolds[1] as Told, shopTold],
  },
  {
    count: 10,
    suffixes: ['駅', '駅前交番'],
    positions: ['改札口の横', '改札を出て左 駅長室前'],
    tolds: [stationTold, alwaysTold],
  },
  {
    count: 40,
    suffixes: ['医院', 'クリニック', '歯科', '整形外科'],
    positions: ['受付', '待合室', '処置室'],
    upstairs: true,
    tolds: [clinicTold, freeTolds[3] as Told, unknownTold, clinicTold],
  },
  {
    count: 16,
    suffixes: ['寺', '神社 社務所'],
    positions: ['寺務所の玄関', '社務所の窓口'],
    tolds: [unknownTold, freeTolds[5] as Told],
  },
  {
    count: 18,
    suffixes: ['公園 管理棟', '緑地 トイレ棟'],
    positions: ['外壁の箱', '入口の柱の箱'],
    tolds: [alwaysTold],
    outdoors: true,
    keeper: 'city',
    withoutPhone: true,
  },
  {
    count: 24,
    suffixes: ['デイサービス', '特別養護老人ホーム', '福祉会館'],
    positions: ['1階 事務室', '玄関ホール', '2階 ナースステーション'],
    tolds: [unknownTold, freeTolds[4] as Told, officeTold, uncertainTold],
  },
  {
    count: 8,
    suffixes: ['工業 本社', '運輸 営業所'],
    positions: ['守衛室', '1階 ロビー'],
    tolds: [officeTold, alwaysTold],
  },
]

/** No real place of the city bears these before what follows. */
export const NAMES = [
  'けやき坂',
  'くすのき台',
  'つばき野',
  'もみじ谷',
  'あさぎり',
  'ひばり野',
  'すずかけ',
  'こもれび',
  'ゆうなぎ',
  'さざなみ',
  'わかくさ',
  'ほしみ',
  'つきみ坂',
  'かわせみ',
  'しらさぎ',
  'やまぼうし',
  'ねむのき',
  'はなみずき',
  'からたち',
  'くちなし',
  'りんどう',
  'なでしこ',
  'ききょう',
  'すいれん',
  'たんぽぽ',
  'つくし野',
  'いぶき',
  'みはらし',
  'ひなた',
  'そよかぜ',
] as const
