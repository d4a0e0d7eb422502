/** What the hosts of the demonstration city offer: invented, in plain words, as a pupil would read them. */
import type { Need, Stage, Theme } from '../../app/modules/volunteering/rules'

export type OfferText = {
  title: string
  theme: Theme
  body: string
  stages: Stage[]
  /** Hour of the beginning in Japan, and minutes that count */
  hour: number
  minutes: number
  capacity: number
  venue: string
  bring: string
  rain: string
  access: string
  allergies: string
  need?: Need
  alone?: boolean
}

export const ALL: Stage[] = ['elementary', 'junior_high', 'high', 'university', 'adult']
export const FROM_JUNIOR: Stage[] = ['junior_high', 'high', 'university', 'adult']
export const FROM_HIGH: Stage[] = ['high', 'university', 'adult']
const ADULT: Stage[] = ['university', 'adult']

const indoors = '雨でもおこないます。'
export const outdoors = '雨のときは中止です。前の日の夕方にお知らせします。'

/** Title, theme and text; stages, hour, minutes and room; where, and what to bring. */
export const offer = (
  [title, theme, body]: [string, Theme, string],
  [stages, hour, minutes, capacity]: [Stage[], number, number, number],
  venue: string,
  bring: string,
  more: Partial<OfferText> = {},
): OfferText => ({
  title,
  theme,
  body,
  stages,
  hour,
  minutes,
  capacity,
  venue,
  bring,
  rain: indoors,
  access: '入口に段差はありません。1階にトイレがあります。',
  allergies: '',
  ...more,
})

/** What associations offer; `{name}` is the name of the association. */
export const ASSOCIATION_OFFERS: readonly OfferText[] = [
  offer(
    [
      'AEDの点検を手伝う',
      'disaster',
      '会館のAEDが使えるかを、{name}の役員といっしょに確かめます。ランプの色を見て、パッドの期限を書きうつします。最後に、AEDの使い方も練習します。',
    ],
    [FROM_JUNIOR, 10, 60, 4],
    '自治会館',
    '筆記用具、飲み物',
    { need: 'aed_check' },
  ),
  offer(
    [
      'スマートフォンの困りごとを聞く',
      'welfare',
      '高齢の方のとなりにすわり、写真の送り方や文字の大きさの変え方をいっしょに試します。教えるのが上手でなくて大丈夫です。役員がそばにいます。',
    ],
    [FROM_HIGH, 13, 120, 6],
    '自治会館 1階',
    'ふだん使っているスマートフォン',
    { need: 'phone_help' },
  ),
  offer(
    [
      '会館の大そうじ',
      'environment',
      'みんなで会館の窓、台所、トイレをきれいにします。終わったら、お茶を飲みながら地域の話を聞きます。',
    ],
    [FROM_JUNIOR, 9, 120, 10],
    '自治会館',
    '軍手、タオル、よごれてもよい服',
    { need: 'cleaning', allergies: '掃除用の洗剤を使います。お茶菓子に小麦・卵が入ることがあります。' },
  ),
  offer(
    [
      'お祭りの準備と受付',
      'community',
      '地域のお祭りで、テントを立て、受付で来た人に地図を渡します。はじめての人は、役員と二人で担当します。',
    ],
    [FROM_JUNIOR, 13, 180, 8],
    '近くの公園',
    '帽子、飲み物、動きやすい服',
    {
      need: 'event_help',
      rain: outdoors,
      access: '公園の入口に3センチの段差があります。車いすで使えるトイレがあります。',
    },
  ),
  offer(
    [
      'お知らせを外国のことばに訳す',
      'international',
      'ごみの出し方のお知らせを、英語・中国語・ベトナム語などに訳します。訳した文は、この街に住む方に読んでもらって直します。',
    ],
    [FROM_HIGH, 14, 120, 3],
    '自治会館 2階',
    '辞書または辞書の入った端末',
    { need: 'translation', access: '2階へは階段で上がります。エレベーターはありません。' },
  ),
  offer(
    [
      '公園の花を植えかえる',
      'environment',
      '季節の花を花だんに植えます。土をほぐし、苗を植え、水をやります。',
    ],
    [ALL, 9, 120, 8],
    '近くの公園',
    '軍手、帽子、長ぐつ',
    { rain: outdoors, allergies: '花粉と土にふれます。ハチがいることがあります。' },
  ),
  offer(
    [
      '登校の見守り',
      'children',
      '朝、横断歩道で小学生にあいさつをし、車に気をつけるよう声をかけます。見守り隊の大人がかならずいっしょです。',
    ],
    [FROM_HIGH, 8, 60, 4],
    '通学路の交差点',
    '明るい色の服',
    {
      rain: '雨でもおこないます。かさの代わりに雨合羽を貸します。',
      access: '歩道の上での活動です。いすを用意できます。',
    },
  ),
  offer(
    [
      '防災訓練の炊き出し',
      'disaster',
      '訓練で、アルファ米と豚汁をつくって配ります。大きななべの使い方と、水の運び方を覚えます。',
    ],
    [FROM_JUNIOR, 9, 180, 12],
    '小学校の体育館の前',
    'エプロン、三角巾、マスク',
    { allergies: '豚肉、大豆、小麦をあつかいます。食べない参加もできます。' },
  ),
  offer(
    [
      '子ども会の工作教室',
      'children',
      '小学生といっしょに紙ひこうきと竹とんぼをつくります。はさみの使い方を見守り、困っている子に声をかけます。',
    ],
    [FROM_JUNIOR, 13, 120, 6],
    '自治会館',
    'はさみ、色えんぴつ',
    {},
  ),
  offer(
    [
      'ふれあい喫茶の手伝い',
      'welfare',
      '月に一度の喫茶で、お茶を運び、話し相手になります。90歳の方から昔の街の話を聞けます。',
    ],
    [ALL, 10, 120, 4],
    '自治会館',
    'エプロン',
    { allergies: '菓子に小麦・卵・乳が入っています。' },
  ),
  offer(
    [
      '地域の昔の写真を整理する',
      'culture',
      '会館に残る古い写真を、場所と年に分けて写しとります。見つけた写真は展示します。',
    ],
    [FROM_JUNIOR, 13, 120, 5],
    '自治会館 2階',
    '筆記用具',
    { access: '2階へは階段で上がります。エレベーターはありません。', alone: true },
  ),
  offer(
    ['ラジオ体操とグラウンド整備', 'sports', '体操のあと、みんなでグラウンドの石をひろい、線を引きます。'],
    [ALL, 8, 60, 15],
    '小学校のグラウンド',
    '運動ぐつ、飲み物',
    { rain: outdoors },
  ),
]

/** Lectures and events of sections of the city; the keys are those of the indicators that they feed. */
export const LECTURES: readonly {
  section: string
  introduction: string
  programme: string
  lead: string
  indicator: string
  offers: OfferText[]
}[] = [
  {
    section: '人権政策室',
    introduction: '人権と平和についての講座や催しを開く、市の部署です。',
    programme: '人権の講座・催し',
    lead: 'だれもが自分らしくくらせる街について、いっしょに考える講座です。どなたでも参加できます。参加は無料です。',
    indicator: 'human_rights_events',
    offers: [
      offer(
        [
          '人権講座「ことばの中の思いこみ」',
          'rights',
          '毎日のことばの中にある思いこみを、新聞の見出しから見つけます。講師の話と、小さな組での話し合いです。',
        ],
        [FROM_HIGH, 14, 90, 40],
        '市民会館 第1会議室',
        '筆記用具',
        { access: '車いすで入れます。手話通訳があります。' },
      ),
      offer(
        ['人権映画会', 'rights', '字幕つきの映画を見て、感想を話します。'],
        [ADULT, 18, 120, 60],
        '市民会館 ホール',
        'なし',
      ),
    ],
  },
  {
    section: '人権政策室',
    introduction: '人権と平和についての講座や催しを開く、市の部署です。',
    programme: '平和のつどい',
    lead: '戦争を体験した方の話を聞き、平和について考える催しです。どなたでも参加できます。参加は無料です。',
    indicator: 'peace_events',
    offers: [
      offer(
        [
          '平和のつどい 語り部の話を聞く',
          'peace',
          '戦争のときのくらしを、体験した方の録音と朗読で聞きます。',
        ],
        [ALL, 13, 120, 80],
        '市民会館 ホール',
        'なし',
        { access: '車いすの席があります。手話通訳と要約筆記があります。' },
      ),
      offer(
        ['折り鶴と被爆ピアノの演奏会', 'peace', '折り鶴を折り、被爆したピアノの演奏を聞きます。'],
        [ALL, 15, 90, 100],
        '市民会館 ホール',
        'なし',
        { access: '車いすの席があります。' },
      ),
    ],
  },
  {
    section: '男女共同参画担当',
    introduction: '男女共同参画の講座を開く、市の部署です。',
    programme: '男女共同参画の講座',
    lead: '仕事と家のことを、だれもが選べるように。一回だけの参加もできます。参加は無料です。',
    indicator: 'gender_equality_courses',
    offers: [
      offer(
        [
          '家事を分けあう講座',
          'equality',
          '家事の名前を書き出し、分け方を試します。二人での参加もできます。',
        ],
        [ADULT, 10, 120, 24],
        '男女共生フロア',
        '筆記用具',
      ),
      offer(
        ['再就職の準備講座', 'equality', '履歴書の書き方と、面接の話し方を練習します。'],
        [ADULT, 10, 120, 20],
        '男女共生フロア',
        '筆記用具',
        { alone: true },
      ),
      offer(
        ['自治会と女性の役員', 'equality', '女性の会長3人の話を聞き、引き受けやすい役の形を考えます。'],
        [ADULT, 14, 90, 50],
        '市民会館 第2会議室',
        'なし',
      ),
    ],
  },
]
