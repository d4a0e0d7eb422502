/**
 * 人の名前: what in a text seems to be the name of a person. Not judged, only asked about: a surname may be that of a
 * shop. By lists and shapes, as the form asks while it is typed; the dictionary of the portal needs a program of its own.
 * Pure.
 */

const HAN = '[\\p{Script=Han}々ヶケ]'

/** 多い名字: two letters and more, some two thirds of the people of Japan between them. */
const SURNAMES = [
  '佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 清水 山崎 池田',
  '橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 斉藤 斎藤 齋藤 齊藤 福田',
  '太田 西村 藤井 金子 岡本 藤原 中野 三浦 原田 中川 松田 竹内 小野 田村 中山 和田 石田 森田 上田 内田 柴田 酒井',
  '宮崎 横山 高木 安藤 宮本 大野 小島 谷口 工藤 今井 高田 増田 丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野',
  '野口 武田 松井 千葉 菅原 岩崎 久保 木下 佐野 野村 松尾 市川 菊地 菊池 杉本 古川 大西 島田 水野 桜井 高野 渡部',
  '吉川 山内 西田 飯田 西川 小松 北村 安田 五十嵐 川口 平田 中田 久保田 東 服部 川崎 飯塚 関口 本田 矢野 樋口 辻本',
  '永井 岩田 中西 熊谷 大島 早川 石原 馬場 片山 岡崎 松岡 田口 星野 川上 大久保 堀内 須藤 浜田 濱田 黒田 足立 内藤',
  '永田 田辺 福島 大谷 奥村 小池 広瀬 荒木 荒井 秋山 岩本 松浦 尾崎 川村 篠原 上村 望月 吉村 本間 松原 土井 小田',
  '西山 森本 福井 岸本 大橋 三宅 今村 土屋 児玉 吉岡 小倉 川田 植田 植村 米田 榎本 稲葉 稲垣 北川 竹田 竹中 宮田 宮下',
  '津田 長尾 牧野 招提 藤阪 大川 大石 小西 小沢 小澤 坂口 坂井 坂田 白石 庄司 沢田 澤田 滝沢 武内 田代 高山 高島 高井',
  '寺田 富田 富永 豊田 中尾 中井 永野 南部 西本 根本 野田 野崎 萩原 平井 平山 平松 福本 藤岡 藤川 古田 細川 堀江 堀田',
  '松村 松下 三好 溝口 向井 村井 村山 森下 森山 森川 矢島 八木 柳田 山岸 山根 山中 山村 吉野 吉本 米山 若林 緒方 小野寺',
]
  .join(' ')
  .split(' ')
  .filter((name) => name.length > 1)

/** Surnames of one letter; any other single letter before さん or 様 is a word: 皆さん, 同様. */
const SHORT = [...'林森原関辻東南西北谷堀岡橘星畑岸菅泉榊柳桂角堤浜境島沢滝秦宮溝峰牧李王金朴張陳黄楊']
const SHORT_SURNAMES = new Set(SHORT)
/** Before a title these are parts of the town: 北区長, 東部長 */
const SHORT_BEFORE_TITLE = SHORT.filter((letter) => !'東西南北原島浜谷角境宮金'.includes(letter))

/** 名字のかな, as people write who do not know the letters */
const IN_KANA =
  'さとう すずき たかはし たなか いとう わたなべ やまもと なかむら こばやし かとう よしだ やまだ ささき やまぐち まつもと いのうえ きむら しみず やまざき はやし さいとう いけだ はしもと あべ いしかわ やました なかじま いしい おがわ まえだ おかだ はせがわ ふじた ごとう こんどう むらかみ えんどう あおき さかもと ふくだ にしむら ふじい かねこ おかもと なかの みうら はらだ なかがわ まつだ たけうち たむら うえだ うちだ もりた みやもと おおの たにぐち まるやま ひらの'
    .split(' ')
    .join('|')

const SUFFIX = 'さん|サン|さま|サマ|様|氏|くん|クン|君|ちゃん|チャン|殿'
/** 役の名前: a name stands before them only where it is a surname */
const TITLES =
  '(?:前|元|副)?(?:会長|班長|組長|区長|部会長|理事長|理事|校長|教頭|園長|院長|所長|署長|部長|課長|係長|主任|社長|店長|住職)|先生|議員|市議|府議|市長|知事|巡査|記者|牧師|医師|教授|コーチ|監督|夫妻|夫婦|一家|容疑者'
const HOUSES = '(?:家|宅|邸|方)(?=[のはがをにでとへも、。\\s]|前|側|$)'

/** ア行…: names from elsewhere, and those that are no names */
const KATAKANA_WORDS =
  /^(?:パパ|ママ|スタッフ|ボランティア|ドライバー|ヘルパー|ケアマネ|ケアマネージャー|オーナー|サポーター|メンバー|ワン|ニャン|ネコ|イヌ|ペット|コンビニ|スーパー|リーダー|シェフ|クリーニング|タクシー|バス|パート|アルバイト|ガス|テレビ|マンション|アパート|ナース|ドクター|ジイ|バア|オジ|オバ|ミナ|ゴミ|ヤクルト|パン)/u

/** 下の名前の終わり */
const GIVEN =
  '[郎朗子美夫雄男太介助也哉恵江枝香奈菜彦樹斗翔輔平吉司之弘博浩隆孝昭誠茂勝義雅智紀花華乃希里理沙紗織穂幸一二三男生代治志和正明進実豊光彩結愛陽]'
const GIVEN_SURE = '[郎朗子美夫雄男介助彦]'

/** What may stand right before a name: nothing of Han, or the end of a word that often stands there. */
const BEFORE = `(?<!${HAN})|(?<=[長員日朝夜晩昼任者目歳])`
const surnames = SURNAMES.join('|')

/** Not names: the word before さん or 様 ends with one of these. 中村, 緒方 and 花子 stay names. */
const ROLES = new RegExp(
  `(?:${[
    '長|員|者|客|店|殿|社|会|課|係|局|班|区|署|組|母|父|兄|姉|弟|妹|娘|嫁|婿|孫|息子|夫婦|家族|友達|先輩|後輩|犬|猫',
    '各位|皆々|誰|何|同|模|仕|異|多種多|本人|住人|他人|病人|老人|大人|職人|商人|知人|隣人|犯人|国人|役人|友人|婦人|主人|[一二三四五何]人',
    '迷子|双子|母子|父子|親子|女子|男子|住民|市民|区民|国民|町民|村民|店主|地主|家主|施主|坊主',
    '八百屋|花屋|酒屋|米屋|魚屋|肉屋|本屋|薬屋|床屋|大工|電気屋|水道屋|看護師|医師|薬剤師|教師|保健師|美容師|講師|牧師',
    '消防士|保育士|弁護士|税理士|書士|運転士|栄養士|介護士|会計士|学生|生徒|先生|校生|業生|入生|児童|園児',
    '貴方|皆方|親方|奥方|先方|双方|両方|味方|公園|幼稚園|保育園|学園|病院|学校|会社|役所|役場|枚方市|業者|工事',
    '警察|消防|保健|介護|配達|郵便|新聞|工務|電気|水道|清掃|警備|管理|事務|隣',
  ].join('|')})$`,
  'u',
)

/** Whether what stands before さん or 様 is a name: 山田課長様 and 皆様 are not. */
function isName(word: string): boolean {
  const letters = [...word.replace(/[ 　]/g, '')]
  if (letters.length === 1) return SHORT_SURNAMES.has(letters[0] ?? '')
  return !ROLES.test(word) && !/^(?:皆|各|同|多|仕|模|一|何|誰|御|全)/u.test(word)
}

/** The shapes of names; `word` says whether what was found before the suffix may be one. */
export const namePatterns: readonly { expression: RegExp; isName: (word: string) => boolean }[] = [
  // 田中さん, 山田 太郎様
  {
    expression: new RegExp(
      `(?<!${HAN})(${HAN}{1,5}(?:[ 　]?(?:${HAN}{1,3}|[ァ-ヶー]{2,8}))?)(?:${SUFFIX})(?!子|々|式|相|態|名|神|族|付|ご)`,
      'gu',
    ),
    isName,
  },
  // 山本会長, 林先生, 田中宅
  {
    expression: new RegExp(
      `(?:${BEFORE})(${surnames}|${SHORT_BEFORE_TITLE.join('|')})(?:${HAN}{1,3})?(?:${TITLES})`,
      'gu',
    ),
    isName: () => true,
  },
  { expression: new RegExp(`(?:${BEFORE})(${surnames})${HOUSES}`, 'gu'), isName: () => true },
  // 田中一郎, 佐藤 花子, 鈴木 はな: without a suffix, where a given name ends it
  {
    expression: new RegExp(
      `(?:${BEFORE})(${surnames})(?:[ 　](?:${HAN}{1,3}|[ぁ-ん]{2,4}(?![ぁ-ん]))|${HAN}{0,2}${GIVEN})(?!${HAN})`,
      'gu',
    ),
    isName: () => true,
  },
  {
    expression: new RegExp(`(?<!${HAN})(${SHORT.join('|')})[ 　]?${HAN}{1,2}${GIVEN_SURE}(?!${HAN})`, 'gu'),
    isName: () => true,
  },
  // さとうさん, たなかくん
  {
    expression: new RegExp(`(?<![ぁ-ん])(${IN_KANA})(?:さん|くん|ちゃん|さま|様|先生)`, 'gu'),
    isName: () => true,
  },
  {
    expression: new RegExp(`(?<=[のはがとにもをや])(${IN_KANA})(?:さん|くん|ちゃん|さま|様|先生)`, 'gu'),
    isName: () => true,
  },
  // マイケルさん, グエンさん
  {
    expression: /(?<![ァ-ヶー])([ァ-ヶー]{2,12})(?:さん|くん|ちゃん|さま|様)/gu,
    isName: (word) => !KATAKANA_WORDS.test(word),
  },
]
