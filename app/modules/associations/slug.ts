/** The address of an association on the web, made from its reading. */

// biome-ignore format: a table reads better
const KANA: Record<string, string> = {
  あ: 'a', い: 'i', う: 'u', え: 'e', お: 'o', か: 'ka', き: 'ki', く: 'ku', け: 'ke', こ: 'ko',
  が: 'ga', ぎ: 'gi', ぐ: 'gu', げ: 'ge', ご: 'go', さ: 'sa', し: 'shi', す: 'su', せ: 'se', そ: 'so',
  ざ: 'za', じ: 'ji', ず: 'zu', ぜ: 'ze', ぞ: 'zo', た: 'ta', ち: 'chi', つ: 'tsu', て: 'te', と: 'to',
  だ: 'da', ぢ: 'ji', づ: 'zu', で: 'de', ど: 'do', な: 'na', に: 'ni', ぬ: 'nu', ね: 'ne', の: 'no',
  は: 'ha', ひ: 'hi', ふ: 'fu', へ: 'he', ほ: 'ho', ば: 'ba', び: 'bi', ぶ: 'bu', べ: 'be', ぼ: 'bo',
  ぱ: 'pa', ぴ: 'pi', ぷ: 'pu', ぺ: 'pe', ぽ: 'po', ま: 'ma', み: 'mi', む: 'mu', め: 'me', も: 'mo',
  や: 'ya', ゆ: 'yu', よ: 'yo', ら: 'ra', り: 'ri', る: 'ru', れ: 're', ろ: 'ro', わ: 'wa', を: 'o', ん: 'n',
}

const SMALL: Record<string, string> = {
  ゃ: 'a',
  ゅ: 'u',
  ょ: 'o',
  ぁ: 'a',
  ぃ: 'i',
  ぅ: 'u',
  ぇ: 'e',
  ぉ: 'o',
}

/** Hepburn letters of a hiragana reading, without marks for long vowels; whatever is no kana or digit is left out. */
export function romanise(reading: string): string {
  let letters = ''
  let double = false
  for (const kana of reading) {
    const small = SMALL[kana]
    if (small) {
      // しょ: sh(i) + o; きょ: k(i) + y + o
      letters = letters.replace(/(sh|ch|j)i$/, '$1').replace(/([kgnhbpmr])i$/, '$1y') + small
    } else if (kana === 'っ') double = true
    else {
      const next = KANA[kana] ?? (/[0-9a-z]/.test(kana) ? kana : '')
      letters += double && next ? next.charAt(0) + next : next
      double = false
    }
  }
  // うえ (above) after の is a word of its own; elsewhere う lengthens the o before it.
  return letters
    .replace(/(?<!n)ou|nou(?!e)/g, (m) => m.slice(0, -1))
    .replace(/oo/g, 'o')
    .replace(/uu/g, 'u')
}

/** What an address names: the text itself, or the empty text, which is nobody's, when it cannot be a slug. */
export function asSlug(text: string): string {
  return /^[a-z0-9][a-z0-9-]{0,59}$/.test(text) ? text : ''
}

/** Words that are addresses of the portal itself below /associations. */
export const RESERVED = ['new', 'map']

/** A slug from a reading: at most 50 letters; `association` when nothing of the reading can be written in them. */
export function slugOf(reading: string): string {
  const plain = reading
    .replace(/(こうくこみゅにてぃきょうぎかい|ちょうないかい|じちかい|ちょうかい)$/, '')
    .replace(/(こうくこみゅにてぃきょうぎかい|ちょうないかい|じちかい|ちょうかい)(?=\s*だい)/, ' ')
  const words = plain
    .split(/[\s・、]+/)
    .map(romanise)
    .filter(Boolean)
  const slug = words.join('-').slice(0, 50).replace(/-+$/, '')
  return slug && !RESERVED.includes(slug) ? slug : `association${slug ? `-${slug}` : ''}`
}
