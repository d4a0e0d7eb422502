/**
 * What seems to be data of a person: telephone numbers, addresses of mail, places to live, names. It asks and does not
 * judge: a number may be that of an office, and a street is where a lamp is broken. Pure.
 */
import { Invalid } from '~/platform/errors'
import { namePatterns } from './names'

/** 電話番号, メールアドレス, 住所, 人の名前, ほかのサービスの名前 */
const personalKinds = ['phone', 'mail', 'address', 'name', 'account'] as const
type PersonalKind = (typeof personalKinds)[number]

/** What was found, with the letters as they are compared: half-width digits and letters. */
type Finding = { kind: PersonalKind; words: string }

/** Texts are no longer than some thousand letters; beyond this nothing is looked at, so that nobody chooses our work. */
const MOST_LETTERS = 20_000

const DASH = '\\-‐‑‒–—―−ーｰ﹣'
/** Between the digits of a telephone number: `090 (1234) 5678`, `090の1234の5678` */
const GAP = `[\\s${DASH}()（）.・/の]{0,3}`
const NUMBER = '[\\d十百]{1,6}'
const HAN = '[\\p{Script=Han}々ヶケ]'

/** Kanji digits as people write them to slip past, one letter for one letter. */
const digits: Record<string, string> = Object.fromEntries(
  [...'〇一二三四五六七八九'].map((c, n) => [c, String(n)]),
)

/** For comparing: half-width, and kanji digits as digits. Has the length of its NFKC form. */
const compared = (plain: string): string => plain.replace(/[〇一二三四五六七八九]/g, (c) => digits[c] ?? c)

const phones: readonly RegExp[] = [
  // Ten or eleven digits from 0 on, however they are parted; +81 in the place of the 0
  new RegExp(`(?<!\\d)(?:(?:\\+|00${GAP})8${GAP}1${GAP}\\(?0?\\)?|0)(?:${GAP}\\d){8,10}(?!\\d)`, 'gu'),
  // Within the town one leaves the first digits out, and says that it is a number
  new RegExp(`(?:電話|でんわ|TEL|Tel|tel|携帯|ケータイ|☎)[^\\d\\n]{0,8}\\d{2,4}${GAP}\\d{4}(?!\\d)`, 'gu'),
]

const mails: readonly RegExp[] = [
  // Also with words or blanks around the sign
  /[\w.+-]{1,64}\s{0,3}(?:@|\(at\)|\[at\]|あっと|アット)\s{0,3}[\w-]{1,63}(?:\s?(?:\.|ドット)\s?[\w-]{1,63})*/giu,
]

const addresses: readonly RegExp[] = [
  new RegExp(
    `${HAN}{0,12}${NUMBER}\\s?丁目\\s?(?:${NUMBER}\\s?(?:番地?|号|[${DASH}の]\\s?\\d{1,5})(?:\\s?(?:の\\s?)?${NUMBER}\\s?号)?|\\d{1,5}(?!\\d|[^\\S\\n]?(?:丁目|の|か所|箇所|本|台|人|件|回)))`,
    'gu',
  ),
  new RegExp(
    `${HAN}{0,12}${NUMBER}\\s?番(?:\\s?地?の?\\s?${NUMBER}\\s?号|\\s?地の?\\s?\\d{1,5})|${HAN}{0,12}${NUMBER}\\s?番地`,
    'gu',
  ),
  // 大垣内町2-1-20; 2026-7-25 is a day, and 072-841-1221 was taken as a number above
  new RegExp(
    `${HAN}{0,12}(?<![\\d${DASH}])(?!(?:19|20)\\d\\d[${DASH}])\\d{1,4}\\s?[${DASH}]\\s?\\d{1,4}\\s?[${DASH}]\\s?\\d{1,5}(?![\\d${DASH}])`,
    'gu',
  ),
  new RegExp(`${HAN}{1,12}[町村]\\s?\\d{1,4}\\s?[${DASH}の]\\s?\\d{1,5}(?!\\d)`, 'gu'),
  new RegExp(`${HAN}{0,8}[ァ-ヶー]{0,12}\\s?\\d{1,5}\\s?号室`, 'gu'),
]

const accounts: readonly RegExp[] = [
  /(?:LINE|ライン|インスタ|instagram|twitter|discord|ディスコード|カカオ|kakao|snapchat|telegram)\s{0,2}(?:ID|は|:|=)[\s:=は]{0,3}\S{1,40}/giu,
  /(?:^|[^\w])@[a-z0-9_.]{3,30}/giu,
]

/**
 * What in a text seems to be data of a person, in the order of the text, each once.
 * @param text as it was typed, of any width
 */
export function personalIn(text: string): Finding[] {
  const plain = text.slice(0, MOST_LETTERS).normalize('NFKC')
  const form = compared(plain)
  const found: (Finding & { at: number })[] = []
  const taken = new Uint8Array(plain.length)
  const look = (
    kind: PersonalKind,
    expressions: readonly RegExp[],
    within: string,
    isOne: (word: string) => boolean = () => true,
  ) => {
    for (const expression of expressions) {
      for (const match of within.matchAll(expression)) {
        const at = match.index
        const end = at + match[0].length
        // The first kind that claims the letters has them: a number is not an address as well.
        if (taken.subarray(at, end).includes(1)) continue
        if (!isOne(match[1] ?? '')) continue
        taken.fill(1, at, end)
        found.push({ kind, words: plain.slice(at, end).trim(), at })
      }
    }
  }
  look('mail', mails, plain)
  look('phone', phones, form)
  look('address', addresses, form)
  look('account', accounts, plain)
  for (const { expression, isName } of namePatterns) look('name', [expression], plain, isName)
  const seen = new Set<string>()
  return found
    .sort((a, b) => a.at - b.at)
    .filter(({ kind, words }) => !seen.has(`${kind} ${words}`) && seen.add(`${kind} ${words}`))
    .map(({ kind, words }) => ({ kind, words }))
}

/**
 * The same of all that will be public together: title, text, place, the words of photos. What stands in several of them
 * is named once.
 */
export function personalInAll(texts: readonly (string | null | undefined)[]): Finding[] {
  const seen = new Set<string>()
  return texts
    .flatMap((text) => (text ? personalIn(text) : []))
    .filter(({ kind, words }) => !seen.has(`${kind} ${words}`) && seen.add(`${kind} ${words}`))
}

/** What a public question of minors may not hold besides: a link elsewhere, and the part of the town one lives in. */
const elsewhere: readonly RegExp[] = [
  /https?:|www\.|\.(?:com|net|jp|org)\b/iu,
  /\d+\s*丁目/u,
  /ID\s*(?:は|:|=)\s*\S/iu,
]

/**
 * Whether a text seems to hold a way to reach somebody: a telephone number, an address or a name on another service.
 * Stricter than `personalIn`, for pages on which minors write; a name alone is no way to reach anybody.
 */
export function holdsContact(text: string): boolean {
  const plain = text.normalize('NFKC')
  return (
    elsewhere.some((expression) => expression.test(compared(plain))) ||
    personalIn(plain).some(({ kind }) => kind !== 'name')
  )
}

/** The name of the tick with which somebody keeps what was found. */
export const PERSONAL_FIELD = 'personal_ok'

/**
 * Asks before publishing: whoever has not ticked that it may be public gets everything back with the question.
 * @param texts what will be public: title, text, place, the words of photos
 * @returns whether there was something that the person looked at and keeps (`personalAsked`)
 * @throws Invalid at the tick
 */
export function askAboutPersonal(texts: readonly (string | null | undefined)[], ticked: boolean): boolean {
  const any = personalInAll(texts).length > 0
  if (any && !ticked) throw new Invalid({ [PERSONAL_FIELD]: ['moderation.personal.please'] })
  return any
}
