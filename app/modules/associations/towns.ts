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

/**
 * The ways in which a typed word may stand in a name: as typed, and as an address is written officially. 2丁目 is
 * 二丁目, ヶ and が between Chinese characters are ケ, the prefecture and the city in front say nothing more, and a
 * house number behind (並木2-3-4) leaves the 丁目.
 * @param cityName 枚方市, left out in front of a town
 * @returns texts in search form, at most four, to be found with LIKE
 */
export function writings(typed: string, cityName = ''): string[] {
  const plain = typed
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[‐‑‒–—―−ー](?=\d)/g, '-')
  const local = plain.replace(/^.{2,3}[都道府県](?=.{2,})/, '')
  const bare =
    cityName && local !== cityName && local.startsWith(cityName) ? local.slice(cityName.length) : local
  const official = bare
    .replace(/(\p{sc=Han})[ヶがガ](?=\p{sc=Han})/gu, '$1ケ')
    .replace(/(\d{1,2})丁目/g, (_, n) => `${kanjiNumber(Number(n))}丁目`)
    .replace(/(\d{1,2})ちょうめ/g, (whole, n) =>
      READINGS[Number(n)] ? `${READINGS[Number(n)]}ちょうめ` : whole,
    )
  const numbered = /^(\D+?)(\d{1,2})(?:[-の]\d+.*)?$/.exec(official)
  const block = numbered ? `${numbered[1]}${kanjiNumber(Number(numbered[2]))}丁目` : ''
  // 二丁目3番4号
  const withoutHouse = official.replace(/(丁目).+$/, '$1').replace(/(?<=\p{sc=Han}町)\d.*$/u, '')
  const found = [typed, official, withoutHouse, block].map(searchForm).filter(Boolean)
  return [...new Set(found)]
}
