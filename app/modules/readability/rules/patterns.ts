/** What the letters of a text show by themselves: lengths, forms of politeness, dates and numbers. Pure. */
import { easyKatakana } from '../data/easy-words'
import { sentencesOf, type Warning, type WarningKind } from './warnings'

/** A sentence above this many letters is long, above the second very long. */
const LONG = 40
const VERY_LONG = 60
/** As many kanji in a row are hard to take apart. */
const MANY_KANJI = 5
/** As many joints make three or more clauses. */
const MANY_JOINTS = 2

/** Where one clause ends and the next begins: 〜が、〜ので、〜て、 */
const JOINTS =
  /(?:が|ので|のに|ため|けれども?|けど|から|[いちりきしびみ]|て|で|れば|たら|なら|おり|ながら|つつ|ものの)、/g

const DOUBLE_NEGATIVES = [
  /ない(?:こと|わけ)(?:は|も|で[はも]|に[はも])(?:な[いく]|ありません|いか?ない|い[きけ]ません)/g,
  /なく(?:は|も)(?:な[いく]|ありません)/g,
  /な(?:い|く)とは?(?:限らない|限りません|言えない|言えません)/g,
  /ずに[はも]?(?:い|お)?(?:られ|れ)?(?:な[いく]|ません)/g,
  /ざるを[得え](?:な[いく]|ません)/g,
  /な(?:ければ|くては)(?:な[らり](?:な[いく]|ません)|い[けき](?:な[いく]|ません))/g,
  /ないと(?:い[けき](?:な[いく]|ません)|だめ|な[らり](?:な[いく]|ません))/g,
  /な(?:い|ければ|くては?|いと|い限り)[、]?[^。、\n]{1,14}(?:できな[いく]|できません|られな[いく]|られません)/g,
]

/** ご参加, お出し, お待ち: a verb in its honorific form */
const HONOURED = String.raw`(?:[ご御]\p{Script=Han}{1,6}|[お御]\p{Script=Han}{1,3}[ぁ-ん]{0,3}?|お(?:まち|だし|いで|こし))`

/** Forms of politeness that learners do not meet early, each with the plain form to use. */
const POLITE: readonly (readonly [RegExp, string])[] = [
  [/(?:さ)?せていただ[くきいけ](?:ます|ました|きます|たく)?/g, '〜します'],
  [new RegExp(`${HONOURED}(?:ください|下さい)(?:ませ|ますよう)?`, 'gu'), '〜して ください'],
  [
    new RegExp(`${HONOURED}(?:いただ[くきけい]|頂[くきけい])(?:ます|ました|れば)?`, 'gu'),
    '〜して ください、〜します',
  ],
  [new RegExp(`${HONOURED}に(?:なる|なり|なっ)`, 'gu'), '〜します'],
  [new RegExp(`${HONOURED}(?:願います|願いたく|申し上げ)`, 'gu'), '〜して ください'],
  [/(?:お願い|お願)(?:いた|致)し(?:ます|たく)/g, 'お願いします'],
  [/(?:いた|致)し(?:ます|ました|ません)/g, '〜します'],
  [/(?:て|で)(?:いただ|頂)[くきけい](?:ます|ました)?/g, '〜して ください、〜して もらいます'],
  [/ご覧(?:ください|下さい|に)/g, '見て ください'],
  [/(?:で)?ございま(?:す|した|せん)/g, 'です、あります'],
  [/(?:て|で)おりま(?:す|した|せん)/g, '〜て います'],
  [/(?:申し上げ|存じ|承り|承知|参り|伺い|賜り|賜ります)(?:ます|ました)?/g, '〜します'],
  [/何卒|なにとぞ|幸いです|幸甚|ますよう|つきましては|さて、|拝啓|敬具|謹んで|ご多忙|時下|ご清栄/g, ''],
]

const WEEKDAY = '[月火水木金土日]'
const DIGITS = '[0-9０-９]'
const DATE = new RegExp(
  `${DIGITS}{1,2}月${DIGITS}{1,2}日(?!\\s*[(（]?\\s*${WEEKDAY}(?:曜|[)）・、\\s]|$))`,
  'g',
)
const SLASH_DATE = /(?<![\d０-９/])(?:[0-9]{4}\/)?(?:1[0-2]|[1-9])\/(?:3[01]|[12]\d|[1-9])(?![\d/])/g
const ERA = new RegExp(
  `(?<!${DIGITS}{4}年\\s*[(（])(?:令和|平成|昭和)(?:元|${DIGITS}{1,2})年度?(?!\\s*[(（]\\s*${DIGITS}{4})|(?<![A-Za-z])[RHS]${DIGITS}{1,2}[.．年]`,
  'g',
)
const RANGE = new RegExp(`(?:${DIGITS}|[時分日月年円名人回)）])\\s*[〜～~]\\s*(?:午[前後])?${DIGITS}+`, 'g')
const KANJI_NUMBER =
  /(?<!\p{Script=Han})[一二三四五六七八九十百千]+(?:名|円|時|分(?!の)|年|個|枚|歳|件|か月|ヶ月|日間|週間|時間)/gu
const KATAKANA = /[ァ-ヴー]{3,}/g
const LETTERS = /(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,9}(?![A-Za-z0-9])/g
/** Short words in Roman letters that everybody in Japan meets. */
const KNOWN_LETTERS = new Set([
  'LINE',
  'QR',
  'PDF',
  'TV',
  'CD',
  'DVD',
  'OK',
  'NHK',
  'JR',
  'PC',
  'AED',
  'URL',
  'FAX',
  'TEL',
])

/** Remarks about sentences: how long they are and how much is said in one. */
export function aboutSentences(text: string): Warning[] {
  return sentencesOf(text).flatMap(({ start, end, text: words }) => {
    const found: Warning[] = []
    const amount = [...words.replace(/\s+/g, '')].length
    if (amount > LONG)
      found.push({ kind: amount > VERY_LONG ? 'very_long' : 'long', start, end, words, amount })
    const joints = words.match(JOINTS)?.length ?? 0
    if (joints >= MANY_JOINTS) found.push({ kind: 'many_ideas', start, end, words, amount: joints + 1 })
    return found
  })
}

/** Remarks about words and figures that their letters give away. */
export function aboutForms(text: string): Warning[] {
  const found: Warning[] = []
  const add = (
    kind: WarningKind,
    pattern: RegExp,
    more: (words: string) => Partial<Warning> | null = () => ({}),
  ) => {
    for (const match of text.matchAll(pattern)) {
      const words = match[0]
      const rest = words === '' ? null : more(words)
      if (rest) found.push({ kind, start: match.index, end: match.index + words.length, words, ...rest })
    }
  }
  for (const pattern of DOUBLE_NEGATIVES) add('double_negative', pattern)
  for (const [pattern, better] of POLITE) add('polite', pattern, () => (better ? { better } : {}))
  add('many_kanji', new RegExp(`[\\p{Script=Han}々]{${MANY_KANJI},}`, 'gu'), (words) => ({
    amount: [...words].length,
  }))
  add('no_weekday', DATE)
  add('slash_date', SLASH_DATE, (words) => ({
    better: words.replace(/(\d+)\/(\d+)$/, '$1月$2日').replace('/', '年'),
  }))
  add('era', ERA)
  add('range', RANGE, (words) => ({ better: words.replace(/\s*[〜～~]\s*/, 'から ') }))
  add('kanji_number', KANJI_NUMBER)
  add('katakana', KATAKANA, (words) => (easyKatakana.has(words) ? null : {}))
  add('letters', LETTERS, (words) => (KNOWN_LETTERS.has(words) ? null : {}))
  return found
}
