/** 意見交換 of the demonstration city: what people ask and what the city answers. Invented; days are counted from today. */
import type { Category } from '../../app/modules/exchange/rules'
import type { MatterKind, MatterState } from '../generated/enums'

/** The sections that answer: name, reading, days in which they answer. */
export const SECTIONS = [
  ['市民活動課', 'しみんかつどうか', null],
  ['道路河川補修課', 'どうろかせんほしゅうか', null],
  ['公園みどり課', 'こうえんみどりか', null],
  ['交通対策課', 'こうつうたいさくか', null],
  ['環境事業課', 'かんきょうじぎょうか', 10],
  ['危機管理課', 'ききかんりか', null],
  ['高齢福祉課', 'こうれいふくしか', 20],
  ['教育施設課', 'きょういくしせつか', 21],
] as const
type SectionName = (typeof SECTIONS)[number][0]

/** Who asks: a demonstration account for its association, the president of the nth other association, or a resident. */
type Asker = 'chair' | 'council' | 'otherchair' | number | 'member' | 'resident' | 'stranger'

export type PlannedMatter = {
  by: Asker
  kind: MatterKind
  state: MatterState
  category: Category
  title: string
  body: string
  place?: string
  /** Days ago: written, routed, answered, closed */
  age: number
  routed?: number
  answered?: number
  closed?: number
  section?: SectionName
  /** Days from today on which the answer is due, and on which what was promised is to be done */
  due?: number
  promised?: number
  /** Days ago on which the due day was changed, and why */
  changed?: readonly [age: number, reason: string]
  answer?: string
  /** Days ago, percent, what was done */
  progress?: readonly (readonly [age: number, percent: number, text: string])[]
  /** Why it ended as it did */
  end?: string
  /** 庁内の覚え書き */
  note?: string
  supports: number
  followers?: number
  /** Place in this list of the earlier one that it was joined to */
  joinedTo?: number
  /** The answer went to the district as a notice */
  notice?: true
}

const ROAD = '道路河川補修課'
const PARK = '公園みどり課'
const TRAFFIC = '交通対策課'
const WASTE = '環境事業課'
const RISK = '危機管理課'
const OLD = '高齢福祉課'
const SCHOOL = '教育施設課'
const CIVIC = '市民活動課'

// biome-ignore format: read as a table
export const MATTERS: readonly PlannedMatter[] = [
  { by: 'chair', kind: 'request', state: 'underway', category: 'road', age: 48, routed: 46, due: -31, answered: 35, promised: 20, section: ROAD, supports: 14, followers: 3, notice: true,
    title: '集会所の前の道路の穴を直してください', body: '集会所の前の市道に、深さ5センチほどの穴が三つ空いています。雨の日は水がたまって見えなくなり、先月は自転車の方が転びそうになりました。回覧でも声が多く出ています。', place: '集会所前の市道',
    answer: '現地を確認しました。穴が三つあり、転ぶおそれがあります。まず応急の補修をし、そのあと舗装を直します。舗装は、まわりの水道工事が終わってからのほうが長持ちするため、少しお時間をいただきます。',
    progress: [[33, 30, '応急の補修が終わりました。穴は三つともふさぎました。'], [12, 60, '工事の業者が決まりました。水道工事の終わりを待って舗装します。']] },
  { by: 'chair', kind: 'question', state: 'routed', category: 'road', age: 12, routed: 11, due: 2, section: ROAD, supports: 5, followers: 1,
    title: '側溝のふたの交換は、いつごろになりますか', body: '三丁目の角の側溝のふたが割れています。去年お願いしたときは「順番に」とのことでした。いつごろになるか、めやすだけでも教えてください。' },
  { by: 'council', kind: 'proposal', state: 'answered', category: 'disaster', age: 60, routed: 58, due: -40, answered: 44, section: RISK, supports: 22, followers: 4, notice: true,
    title: '避難所の開設訓練を、夜にも一度してほしい', body: '訓練はいつも日曜の午前です。夜に停電したときのことが心配だという声が、校区の会議で多く出ました。一度、夕方から夜にかけて開設の訓練をしたいので、市の職員の方にも来ていただけませんか。',
    answer: '来年度の訓練から、希望する校区では夕方からの開設訓練に職員が二人うかがいます。暗い中での受付と、発電機の使い方をいっしょに確かめましょう。日にちは二か月前までにお知らせください。' },
  { by: 'otherchair', kind: 'request', state: 'done', category: 'park', age: 85, routed: 83, due: -66, answered: 72, closed: 25, promised: -20, section: PARK, supports: 9, followers: 2, notice: true,
    title: '公園のすべり台の手すりがゆるんでいます', body: '六丁目の公園のすべり台の手すりが、手で押すと動きます。小さい子がよく使うので、早めに見てください。', place: '六丁目の公園',
    answer: '点検しました。ねじが二か所ゆるんでいたので、その日に締めなおしました。手すりは古くなっているため、新しいものに取り替えます。',
    progress: [[70, 40, '応急の手当てが終わりました。'], [40, 80, '新しい手すりが届きました。']], end: '手すりの取り替えが終わりました。安心してお使いください。' },
  { by: 'otherchair', kind: 'request', state: 'routed', category: 'traffic', age: 31, routed: 28, due: -9, section: TRAFFIC, supports: 17, followers: 3,
    title: '小学校の前の横断歩道の線が消えかけています', body: '通学路の横断歩道の白い線が、ほとんど見えません。朝の見守りのときに、車が止まってくれないことがあります。', place: '小学校の正門前', note: '横断歩道は警察の受け持ち。市から署へ要望書を出す。回答文を確認中。' },
  { by: 'chair', kind: 'question', state: 'done', category: 'waste', age: 70, routed: 69, due: -58, answered: 61, closed: 61, section: WASTE, supports: 6,
    title: '引っ越した人が残した粗大ごみは、だれが出すのですか', body: '集積所に、引っ越した方の家具が残っています。自治会で費用を出して捨てるしかないのでしょうか。',
    answer: '自治会で費用を出していただく必要はありません。市が持ち主に連絡します。分からないときは、市が引き取ります。集積所の場所と品物を、電話かこのページでお知らせください。', end: '残っていた家具は、市が引き取りました。' },
  { by: 'council', kind: 'request', state: 'impossible', category: 'traffic', age: 95, routed: 93, due: -78, answered: 80, closed: 80, section: TRAFFIC, supports: 31, followers: 5, notice: true,
    title: '駅へ行くコミュニティバスを走らせてください', body: '坂の多い校区で、免許を返した方が増えています。駅までのバスを、一日に四本でもよいので走らせてもらえませんか。',
    answer: '今のところ、新しいバスの路線はつくれません。市内のバス会社に聞きましたが、運転手が足りず、今ある路線を守るのが精いっぱいです。一方で、予約をして乗り合う車の実験を、来年度に別の地区で始めます。その結果を見て、こちらの地区でもできるかを考え、お知らせします。' },
  { by: 0, kind: 'request', state: 'received', category: 'park', age: 2, supports: 3,
    title: '公園の水飲み場の水が止まりません', body: '栓を閉めても、水がちょろちょろ出続けています。もったいないので見てください。', place: '町内の児童公園' },
  { by: 1, kind: 'question', state: 'received', category: 'community', age: 6, supports: 2,
    title: '自治会の名簿を、市の補助の申請に付ける必要はありますか', body: '個人情報のことで会員から質問がありました。役員の名前だけで足りるのか教えてください。' },
  { by: 2, kind: 'request', state: 'routed', category: 'road', age: 26, routed: 24, due: -5, section: ROAD, supports: 11, followers: 2,
    title: '街路樹の根で歩道が持ち上がっています', body: '歩道のブロックが根で持ち上がり、つえの方がつまずきます。押し車の方は車道に下りて歩いています。', place: 'バス通りの歩道',
    note: '公園みどり課と木の扱いを相談中。伐採ではなく根切りで足りる見込み。' },
  { by: 3, kind: 'proposal', state: 'underway', category: 'disaster', age: 110, routed: 108, due: -93, answered: 97, promised: -8, section: RISK, supports: 19, followers: 3, notice: true,
    title: '防災倉庫の鍵を、番号で開くものにしませんか', body: '鍵を持っている役員が出かけていると、倉庫が開きません。番号で開く箱に替えれば、だれでもすぐに開けられます。',
    answer: '良いご提案です。希望する自治会の倉庫に、番号で開く鍵の箱を順に付けます。今年度は20か所の予定です。',
    progress: [[60, 25, '20か所のうち5か所に付けました。'], [20, 70, '14か所まで終わりました。残りは年度内に付けます。']] },
  { by: 4, kind: 'question', state: 'answered', category: 'elderly', age: 40, routed: 39, due: -19, answered: 30, section: OLD, supports: 8, notice: true,
    title: '一人ぐらしの方の見守りに、使える制度はありますか', body: '町内に一人ぐらしの高齢の方が増えました。毎日たずねることはできません。市の制度で使えるものを教えてください。',
    answer: '三つあります。一つ目は、押すだけで知らせる緊急の通報装置です。二つ目は、週に一度のお弁当の配達で、手渡しして様子を見ます。三つ目は、新聞や水道の会社との見守りの約束です。申し込みは高齢福祉課か、お近くの地域包括支援センターへどうぞ。' },
  { by: 5, kind: 'request', state: 'routed', category: 'facility', age: 9, routed: 7, due: 12, section: SCHOOL, supports: 4,
    title: '学校の体育館のトイレに手すりを付けてください', body: '投票や避難訓練で高齢の方が体育館を使います。トイレに手すりがなく、困っている方がいます。' },
  { by: 6, kind: 'request', state: 'done', category: 'road', age: 55, routed: 54, due: -40, answered: 42, closed: 15, promised: -10, section: ROAD, supports: 7, notice: true,
    title: 'カーブミラーがくもって見えません', body: '坂の下のカーブミラーが、一年中くもっています。車どうしがぶつかりそうになるのを何度も見ました。', place: '坂の下の三差路',
    answer: '鏡の表面が傷んでいました。ふいても直らないため、くもりにくい鏡に取り替えます。', progress: [[28, 50, '新しい鏡を注文しました。']], end: '新しい鏡に取り替えました。' },
  { by: 7, kind: 'proposal', state: 'received', category: 'community', age: 4, supports: 12, followers: 1,
    title: '回覧板の資料を、月に一度にまとめてください', body: '市からの回覧の資料が、月に何度も届きます。そのたびに役員が仕分けをしています。月に一度にまとめてもらえると、とても助かります。' },
  { by: 8, kind: 'question', state: 'answered', category: 'waste', age: 33, routed: 32, due: -21, answered: 26, section: WASTE, supports: 5,
    title: 'カラスよけのネットは、もらえますか', body: '集積所のネットが破れました。新しいものは自治会で買うのでしょうか。', answer: 'ネットは市がお渡しします。費用はかかりません。集積所の番号を環境事業課に伝えて、取りに来てください。来られないときは、収集の車でお届けします。' },
  { by: 9, kind: 'request', state: 'routed', category: 'park', age: 38, routed: 35, due: -16, section: PARK, supports: 6, changed: [22, '木の専門家の診断を待つため、二週間のばしました。'],
    title: '公園の桜の枝が電線にかかっています', body: '風の強い日に枝がゆれて、電線に当たっています。台風の前に切ってください。', place: '中央の公園の北側' },
  { by: 10, kind: 'request', state: 'underway', category: 'light', age: 75, routed: 72, due: -52, answered: 55, promised: 45, section: SCHOOL, supports: 15, followers: 2,
    title: '通学路の階段に明かりを付けてください', body: '学校の裏の階段が暗く、冬は下校の時間に足もとが見えません。', place: '小学校の裏の階段',
    answer: '現地を夜に確かめました。ご指摘のとおり暗いため、足もとの明かりを四か所付けます。電気の工事の都合で、二か月ほどかかります。', progress: [[30, 20, '電気の工事の設計を始めました。']] },
  { by: 11, kind: 'question', state: 'withdrawn', category: 'community', age: 20, closed: 17, supports: 0,
    title: '自治会の会計のソフトは、市で用意していますか', body: 'パソコンで会計を付けたいと考えています。', end: '市民活動支援センターの講座で分かったので、取り下げます。' },
  { by: 12, kind: 'request', state: 'impossible', category: 'park', age: 66, routed: 64, due: -48, answered: 50, closed: 50, section: PARK, supports: 10,
    title: '公園で犬を放してよい場所をつくってください', body: '犬を放して遊ばせたいという声があります。公園のすみを囲ってもらえませんか。',
    answer: 'この公園では難しいと考えます。広さが足りず、囲いをつくると子どもの遊ぶ場所が半分になるためです。犬を放して遊べる場所は、となりの地区の大きな公園にあります。どうぞそちらをお使いください。' },
  { by: 'stranger', kind: 'request', state: 'waiting', category: 'traffic', age: 1, supports: 0,
    title: '自転車の置きっぱなしを何とかしてほしい', body: '駅の東口の歩道に、いつも自転車が並んでいて、ベビーカーが通れません。', place: '駅の東口' },
  { by: 'stranger', kind: 'question', state: 'waiting', category: 'child', age: 0, supports: 0,
    title: '公園でボール遊びをしてもよいですか', body: '子どもがボールで遊んでいたら注意されました。決まりを教えてください。' },
  { by: 'member', kind: 'proposal', state: 'waiting', category: 'community', age: 3, supports: 0,
    title: '会館で昼間に集まれる場をつくりたい', body: '昼間に家にいる人が、お茶を飲みに寄れる場を会館でつくりたいです。市から借りられる道具や、助けてもらえることはありますか。' },
  { by: 'resident', kind: 'question', state: 'answered', category: 'waste', age: 18, routed: 17, due: -6, answered: 10, section: WASTE, supports: 4,
    title: 'スプレー缶に穴は開けるのですか', body: '前は開けるように言われましたが、今は開けないと聞きました。どちらが正しいですか。', answer: '穴は開けないでください。家の中で開けて火事になった例があります。中身を使い切ってから、月に二度の「缶・びん」の日に、ほかの物と分けて出してください。' },
  { by: 'resident', kind: 'request', state: 'routed', category: 'road', age: 8, routed: 6, due: 8, section: ROAD, supports: 9, followers: 1,
    title: '川ぞいの道の草が伸びて、道がせまくなっています', body: '散歩の道の両側から草が伸びて、人とすれちがえません。虫も多いです。', place: '川ぞいの散歩道' },
  { by: 'stranger', kind: 'proposal', state: 'received', category: 'community', age: 9, supports: 8, followers: 2,
    title: '引っ越してきた人に、自治会の案内を渡してください', body: '引っ越しの手続きのとき、市役所では自治会の話が出ませんでした。一枚の紙でよいので、どの自治会の地区かを教えてもらえると入りやすいです。' },
  { by: 13, kind: 'request', state: 'routed', category: 'river', age: 16, routed: 14, due: 1, section: RISK, supports: 13, followers: 2,
    title: '川の水位を知らせる看板が古くなっています', body: '川の横の看板の文字が消えて、どこまで水が来たら逃げるのかが読めません。', place: '橋のたもと' },
  { by: 14, kind: 'question', state: 'routed', category: 'elderly', age: 13, routed: 12, due: 9, section: OLD, supports: 3,
    title: '敬老会の記念品は、欠席の方にも配れますか', body: '足が悪くて来られない方にも渡したいです。配り方を教えてください。' },
  { by: 15, kind: 'request', state: 'underway', category: 'park', age: 52, routed: 50, due: -33, answered: 38, promised: 30, section: PARK, supports: 8,
    title: '公園のベンチを、背もたれのあるものにしてください', body: '背もたれがないと、高齢の者は長く座れません。日かげの側に二つほどお願いします。',
    answer: '日かげの側の二つを、背もたれと手すりのあるベンチに取り替えます。手すりがあると立ち上がりやすくなります。', progress: [[21, 50, 'ベンチを注文しました。来月とどきます。']] },
  { by: 16, kind: 'request', state: 'done', category: 'traffic', age: 100, routed: 97, due: -82, answered: 76, closed: 40, section: TRAFFIC, supports: 12, notice: true,
    title: 'スクールゾーンの看板を付けなおしてください', body: '風で看板が外れ、電柱の下に置いたままです。', answer: '看板を付けなおします。回答が期限を過ぎました。担当の引き継ぎがもれていたためです。おわびします。', end: '新しい看板を、外れにくい金具で付けました。' },
  { by: 17, kind: 'request', state: 'routed', category: 'road', age: 5, routed: 3, due: 11, section: ROAD, supports: 2,
    title: '下水のふたが、車が通るたびに音を立てます', body: '夜中もがたんと鳴って眠れないと、近くの方が困っています。' },
  { by: 18, kind: 'request', state: 'received', category: 'road', age: 3, supports: 1, joinedTo: 9,
    title: '歩道がでこぼこで、車いすが通れません', body: 'バス通りの歩道が木の根で持ち上がっています。車いすでは車道に出るしかありません。', place: 'バス通り' },
  { by: 19, kind: 'question', state: 'answered', category: 'facility', age: 28, routed: 27, due: -12, answered: 15, section: CIVIC, supports: 6,
    title: '会館の雨もりの工事に、助成は使えますか', body: '築35年の会館です。屋根のふき替えを考えています。助成の相談は、いつまでにすればよいですか。', answer: '使えます。工事をする前の年の8月から10月に、ご相談ください。契約を先に結ぶと助成を受けられません。このポータルの「助成の試算」で、めやすの金額が分かります。' },
  { by: 20, kind: 'request', state: 'routed', category: 'waste', age: 21, routed: 20, due: -10, section: WASTE, supports: 9, followers: 1,
    title: '集積所にほかの町の人がごみを捨てていきます', body: '車で来て、袋を置いていく人がいます。曜日も分別も守られません。看板だけでは止まりません。' },
  { by: 21, kind: 'proposal', state: 'routed', category: 'community', age: 15, routed: 13, due: 3, section: CIVIC, supports: 16, followers: 2,
    title: '役員の引き継ぎの研修を、土曜日にも開いてください', body: '平日の夜は仕事で出られません。土曜日の午前や、録画で見られるようにしてほしいです。' },
  { by: 22, kind: 'request', state: 'received', category: 'light', age: 1, supports: 4,
    title: '防犯灯が五つ続けて消えています', body: '線路ぞいの防犯灯が、端から五つ消えたままです。夜は真っ暗です。', place: '線路ぞいの道' },
  { by: 23, kind: 'request', state: 'done', category: 'child', age: 64, routed: 62, due: -45, answered: 51, closed: 33, section: SCHOOL, supports: 5,
    title: '学校の校庭の開放の時間を延ばしてほしい', body: '夏は夕方の5時でもまだ明るいです。6時まで使えるようにしてください。', answer: '学校と相談し、5月から9月までは6時まで開けることにしました。', end: '新しい時間を、校門と学校のページに出しました。' },
  { by: 'stranger', kind: 'request', state: 'refused', category: 'other', age: 14, supports: 0, closed: 12,
    title: 'となりの家の木の枝を切らせてほしい', body: 'となりの家の枝がこちらに伸びています。市から言ってください。', end: '家どうしのことには、市は入ることができません。市民相談の「法律相談」(予約制・無料)をご利用ください。電話は市民活動課からご案内します。' },
  { by: 24, kind: 'question', state: 'impossible', category: 'traffic', age: 45, routed: 43, due: -28, answered: 31, closed: 31, section: TRAFFIC, supports: 4,
    title: '町内の道を、朝だけ一方通行にできませんか', body: '抜け道に使う車が多く、子どもが危ないです。', answer: '一方通行は警察が決めるため、市だけではできません。警察に聞いたところ、住んでいる方の全員の同意がいるとのことでした。代わりに、速さを落とす路面の印と「通学路」の看板を付けることができます。' },
  { by: 25, kind: 'proposal', state: 'underway', category: 'child', age: 58, routed: 56, due: -40, answered: 41, promised: 60, section: CIVIC, supports: 18, followers: 3, notice: true,
    title: '子どもが手伝える地域の仕事を、まとめて見せてほしい', body: '夏休みに子どもが手伝える仕事が、どこにあるか分かりません。学校にも見える形でまとめてほしいです。',
    answer: '市民活動支援センターといっしょに、学校の段階ごとにまとめたページを春までに作ります。', progress: [[15, 35, '12の団体から、手伝える仕事の話を聞きました。']] },
]
