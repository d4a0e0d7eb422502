/** Names and addresses of the invented associations, made from the real names of towns. */

// biome-ignore format: a table reads better
const KANA: Record<string, string> = {
  あ: 'a', い: 'i', う: 'u', え: 'e', お: 'o', か: 'ka', き: 'ki', く: 'ku', け: 'ke', こ: 'ko',
  が: 'ga', ぎ: 'gi', ぐ: 'gu', げ: 'ge', ご: 'go', さ: 'sa', し: 'shi', す: 'su', せ: 'se', そ: 'so',
  ざ: 'za', じ: 'ji', ず: 'zu', ぜ: 'ze', ぞ: 'zo', た: 'ta', ち: 'chi', つ: 'tsu', て: 'te', と: 'to',
  だ: 'da', ぢ: 'ji', づ: 'zu', で: 'de', ど: 'do', な: 'na', に: 'ni', ぬ: 'nu', ね: 'ne', の: 'no',
  は: 'ha', ひ: 'hi', ふ: 'fu', へ: 'he', ほ: 'ho', ば: 'ba', び: 'bi', ぶ: 'bu', べ: 'be', ぼ: 'bo',
  ま: 'ma', み: 'mi', む: 'mu', め: 'me', も: 'mo', や: 'ya', ゆ: 'yu', よ: 'yo',
  ら: 'ra', り: 'ri', る: 'ru', れ: 're', ろ: 'ro', わ: 'wa', を: 'o', ん: 'n',
  しゃ: 'sha', しゅ: 'shu', しょ: 'sho', ちゃ: 'cha', ちゅ: 'chu', ちょ: 'cho', りょ: 'ryo', きょ: 'kyo', じょ: 'jo',
}

/** Hepburn letters of a hiragana reading, without marks for long vowels. */
export function romanise(reading: string): string {
  let letters = ''
  for (let i = 0; i < reading.length; i++) {
    const pair = KANA[reading.slice(i, i + 2)]
    const one = KANA[reading.charAt(i)]
    if (reading.length > i + 1 && pair) {
      letters += pair
      i++
    } else if (reading.charAt(i) === 'っ') letters += KANA[reading.charAt(i + 1)]?.charAt(0) ?? ''
    else if (one) letters += one
    else throw new Error(`No letters for ${reading}`)
  }
  // うえ (above) after の is a word of its own; elsewhere う lengthens the o before it.
  return letters.replace(/(?<!n)ou|nou(?!e)/g, (m) => m.slice(0, -1)).replace(/oo/g, 'o')
}

const NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

export type TownName = { base: string; baseReading: string; block: number | null }

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
