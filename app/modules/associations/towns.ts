/** Names of towns as people write them, and as the register of towns writes them. */
import { searchForm } from '~/platform/text'

const NUMBERS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 12 → 十二; only what a 丁目 can be, 1 to 99. */
function kanjiNumber(n: number): string {
  const tens = Math.floor(n / 10)
  return `${tens > 1 ? NUMBERS[tens] : ''}${tens > 0 ? '十' : ''}${NUMBERS[n % 10]}`
}

const READINGS = [
  '',
  'いっ',
  'に',
  'さん',
  'よん',
  'ご',
  'ろく',
  'なな',
  'はっ',
  'きゅう',
  'じゅっ',
  'じゅういっ',
  'じゅうに',
]

const BLOCK = /^(.+?)(\d{1,2}|[一二三四五六七八九十]{1,3})(?:丁目|ちょうめ)/
/** 並木2, 並木2-3-4, 並木2の3 */
const BARE_BLOCK = /^(\D+)(\d{1,2})(?:$|[-の]\d)/

/** The number of a 丁目 that was typed as digits or as Chinese numerals; null for anything else. */
function numberOf(typed: string): number | null {
  if (/^\d+$/.test(typed)) return Number(typed)
  for (let n = 1; n < 100; n++) if (kanjiNumber(n) === typed) return n
  return null
}

/**
 * The ways in which a typed word may stand in a name: as typed, and as an address is written officially. 2丁目 is
 * 二丁目 or にちょうめ, ヶ and が between Chinese characters are ケ, the prefecture and the city in front say nothing
 * more, and a house number behind (並木2-3-4) leaves the 丁目.
 * @param cityName 枚方市, left out in front of a town
 * @returns texts in search form, at most five, to be found with LIKE
 */
export function writings(typed: string, cityName = ''): string[] {
  const plain = searchForm(typed)
    .replace(/\s+/g, '')
    .replace(/[‐‑‒–—―−ー](?=\d)/g, '-')
  const local = plain.replace(/^(東京都|北海道|京都府|大阪府|[^県]{2,3}県)(?=.)/, '')
  const city = searchForm(cityName)
  const bare = city && local !== city && local.startsWith(city) ? local.slice(city.length) : local
  const official = bare.replace(/(\p{sc=Han})[ゖが](?=\p{sc=Han})/gu, '$1け')
  const block = BLOCK.exec(official) ?? BARE_BLOCK.exec(official)
  const n = block && numberOf(block[2] ?? '')
  const found = [searchForm(typed), official]
  if (block && n && n < 100) {
    found.push(`${block[1]}${kanjiNumber(n)}丁目`)
    if (READINGS[n]) found.push(`${block[1]}${READINGS[n]}ちょうめ`)
  }
  // A town without 丁目, with a house number behind it
  found.push(official.replace(/(?<=町)\d[^丁ち]*$/, ''))
  return [...new Set(found.filter(Boolean))]
}
