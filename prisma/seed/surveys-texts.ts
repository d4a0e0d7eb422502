/** The words of the demonstration's surveys, invented. */
import type { QuestionKind } from '../../app/modules/surveys/rules'

export type PlannedQuestion = {
  kind: QuestionKind
  label: string
  support?: string
  required?: boolean
  most?: number
  lowLabel?: string
  highLabel?: string
  options?: string[]
}

type PlannedSurvey = {
  title: string
  introduction: string
  purpose: string
  conclusion?: string
  questions: PlannedQuestion[]
}

export const planned: Record<'city' | 'lamps' | 'help', PlannedSurvey> = {
  city: {
    title: 'これからの地域活動についてのアンケート',
    introduction:
      '地域の活動に、もっと参加しやすくするために、みなさんの考えを教えてください。自治会に入っている人も、入っていない人も答えられます。5分ほどで終わります。',
    purpose: '令和9年度の地域活動への支援を考えるために使います。',
    questions: [
      {
        kind: 'single',
        label: 'この1年に、地域の活動に参加しましたか',
        required: true,
        options: [
          'ときどき参加した',
          'よく参加した',
          '参加したことはないが、関心はある',
          '参加したことはなく、関心もない',
        ],
      },
      {
        kind: 'multiple',
        label: '参加しやすくなると思うものを、3つまで選んでください',
        most: 3,
        options: [
          '短い時間だけの手伝いができる',
          '家から参加できる(画面での会合など)',
          '何をするかが前もって分かる',
          '子どもと一緒に参加できる',
          '会費や集金が少ない',
          '知り合いがいる',
        ],
      },
      {
        kind: 'scale',
        label: '地域のお知らせは、あなたに届いていますか',
        most: 5,
        lowLabel: '届いていない',
        highLabel: 'よく届いている',
      },
      {
        kind: 'ranking',
        label: '市に力を入れてほしいものを、3位まで選んでください',
        most: 3,
        options: ['防災', '高齢者の見守り', '子育て', '道路や公園', '行事やまつり'],
      },
      {
        kind: 'place',
        label: '活動の場があるとよいと思う場所はどこですか',
        support: '町の名前でも、地図でも答えられます。',
      },
      {
        kind: 'text',
        label: 'そのほか、市に伝えたいことがあれば書いてください',
        support: '名前や電話番号は書かないでください。',
      },
    ],
  },
  lamps: {
    title: '街灯と清掃についてのアンケート',
    introduction:
      '来年度の街灯の取りかえと、一斉清掃のやり方を決めるために、各世帯の考えを聞きます。紙でも画面でも答えられます。',
    purpose: '総会に出す来年度の計画を作るために使います。',
    conclusion:
      '街灯は「公園のまわり」を暗いと感じる世帯が多いことが分かりました。来年度の予算で、公園のまわりの4灯をLEDに取りかえる案を総会に出します。\n\n一斉清掃は「年に2回」を選んだ世帯がいちばん多かったため、6月と11月の2回とし、暑い8月は休みにします。\n\n清掃の時間を短くしてほしいという意見が多くありました。今年の11月から、8時半に始めて9時15分に終わるようにします。',
    questions: [
      {
        kind: 'single',
        label: '夜、いちばん暗いと感じる場所はどこですか',
        required: true,
        options: ['公園のまわり', '駅へ行く道', '学校へ行く道', '特にない'],
      },
      {
        kind: 'single',
        label: '一斉清掃は、年に何回がよいですか',
        options: ['2回', '3回(今のまま)', '1回', 'やめる'],
      },
      {
        kind: 'scale',
        label: '今の清掃のやり方は、いかがですか',
        most: 5,
        lowLabel: '負担が大きい',
        highLabel: '負担はない',
      },
      { kind: 'text', label: '清掃や街灯について、気づいたことを書いてください' },
    ],
  },
  help: {
    title: '防災訓練のお手伝いについて(記名)',
    introduction:
      '防災訓練で手伝ってくださる世帯に、役員から連絡します。世帯の名前がつくアンケートです。締切までは、何度でも書き直せます。',
    purpose: '防災訓練の係を決め、連絡するために使います。',
    questions: [
      {
        kind: 'multiple',
        label: '手伝えるものを選んでください',
        options: ['受付', '炊き出し', '消火器の使い方の案内', '車いすの手伝い', '片づけ'],
      },
      {
        kind: 'single',
        label: '来られる時間はいつですか',
        required: true,
        options: ['午前だけ', '午前も午後も', '午後だけ', '今回は行けない'],
      },
      { kind: 'text', label: '役員に伝えておきたいことがあれば書いてください' },
    ],
  },
}

/** Wishes to the city */
export const WISH_TEXTS = [
  '会合が平日の夜だけなので、仕事のある人は出られません。土曜日の朝にもあるとうれしいです。',
  '子ども会がなくなったあと、親どうしが知り合う場がありません。',
  '一人暮らしの母が心配です。見守りの活動を広げてほしいです。',
  '回覧板がまわってくるのが遅く、行事が終わっていることがあります。',
  '公園のベンチを直してほしい。足が悪いので、休むところがあると助かります。',
  '引っ越してきたばかりで、自治会があることを知りませんでした。',
  '防災訓練を、もっと短い時間で気軽に参加できるものにしてほしい。',
  '役員の負担が大きいと聞くので、入るのをためらっています。',
  '学生でも手伝えることがあれば、知らせてほしいです。',
  '外国の言葉のお知らせがあると、近所の人にも伝えやすいです。',
  '夏まつりは、これからも続けてほしい。孫が毎年楽しみにしています。',
]

/** Notes on lamps and cleaning, and what the officer decided of each. */
export const LAMP_TEXTS: { text: string; review: 'shown' | 'hidden' | 'waiting'; shownAs?: string }[] = [
  { text: '公園の入口の街灯が、ときどき消えています。', review: 'shown' },
  { text: '清掃の時間が長いと、腰がつらいです。短くしてもらえると出やすいです。', review: 'shown' },
  {
    text: '班長の田中さんが、いつも一人でごみ袋を運んでいます。交代にしてはどうでしょう。',
    review: 'shown',
    shownAs: '班長の○○さんが、いつも一人でごみ袋を運んでいます。交代にしてはどうでしょう。',
  },
  { text: '8月の清掃は暑くて危ないと思います。', review: 'shown' },
  { text: '駅へ行く道の、自転車置き場のあたりが暗いです。', review: 'shown' },
  { text: '清掃に出られない家があっても、責めないでほしいです。', review: 'shown' },
  { text: '隣の家の木の枝が、街灯をかくしています。連絡は 090-0000-0000 まで。', review: 'waiting' },
  { text: '道具を新しくしてほしい。ほうきが古くて使いにくいです。', review: 'shown' },
  { text: '角の家がごみを出す曜日を守りません。', review: 'hidden' },
  { text: '終わったあとのお茶の時間が楽しみです。', review: 'waiting' },
]

/** Words to the officers, with a name */
export const HELP_TEXTS = [
  '車いすの介助の経験があります。',
  '当日は10時から行けます。',
  '子どもを連れて行ってもよいですか。',
  '重いものは持てませんが、受付ならできます。',
]
