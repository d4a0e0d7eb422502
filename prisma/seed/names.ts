/** Names and addresses of the invented associations, made from the real names of towns. */
import { romanise } from '../../app/modules/associations/slug'

const NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

type TownName = { base: string; baseReading: string; block: number | null }

/** A town's name without its 丁目, and the number of the 丁目 if it has one. */
export function splitTown(name: string, reading: string): TownName {
  const match = /^(.+?)(十?[一二三四五六七八九]|十)丁目$/.exec(name)
  if (!match) return { base: name, baseReading: reading, block: null }
  return {
    base: match[1] as string,
    baseReading: reading.replace(
      /(いっ|に|さん|よん|ご|ろく|なな|はっ|きゅう|じゅっ|じゅういっ|じゅうに)ちょうめ$/,
      '',
    ),
    block: NUMBERS.indexOf(match[2] as string) + 1,
  }
}

/** Letters of a town for an address on the web; 町 at the end is left out. */
export function townSlug({ base, baseReading }: TownName): string {
  return romanise(base.endsWith('町') ? baseReading.replace(/(ちょう|まち)$/, '') : baseReading)
}

/** 二・三丁目 */
export function blockNames(blocks: readonly number[]): string {
  return `${blocks.map((n) => NUMBERS[n - 1]).join('・')}丁目`
}

const COUNT_READINGS = [
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
const PLAIN_READINGS = [
  'いち',
  'に',
  'さん',
  'よん',
  'ご',
  'ろく',
  'なな',
  'はち',
  'きゅう',
  'じゅう',
  'じゅういち',
  'じゅうに',
]

/** に・さんちょうめ, without the dot */
export function blockReadings(blocks: readonly number[]): string {
  return blocks
    .map((n, i) => (i === blocks.length - 1 ? `${COUNT_READINGS[n - 1]}ちょうめ` : PLAIN_READINGS[n - 1]))
    .join('')
}

/** だいさんぱん: how 第3班 is read */
export function groupReading(n: number): string {
  const readings = [
    'いっぱん',
    'にはん',
    'さんぱん',
    'よんはん',
    'ごはん',
    'ろっぱん',
    'ななはん',
    'はっぱん',
  ]
  return `だい${readings[n - 1]}`
}
