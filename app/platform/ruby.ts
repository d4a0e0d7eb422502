/** Readings over letters (ふりがな) as HTML. A browser that cannot show them puts them in brackets. */

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c)
}

/** `<ruby>`: what is written, with its reading above. */
export function rubyHtml(written: string, reading: string): string {
  return `<ruby>${escapeHtml(written)}<rp>(</rp><rt>${escapeHtml(reading)}</rt><rp>)</rp></ruby>`
}

const KANJI = String.raw`\p{Script=Han}々〆ヶヵ`

/** Whether the text holds a letter that needs a reading. */
export function hasKanji(text: string): boolean {
  return new RegExp(`[${KANJI}]`, 'u').test(text)
}

type Written = { text: string; reading?: string }

/**
 * Takes apart a text in which the writer has given readings: `枚方《ひらかた》` for the kanji before the brackets, or
 * `｜お土産《おみやげ》` from the bar on. Brackets around anything but kana are left as they are.
 */
export function writtenReadings(text: string): Written[] {
  if (!text.includes('《')) return [{ text }]
  const pattern = new RegExp(
    `(?:｜([^｜《》\\s]{1,40})|([${KANJI}0-9０-９]{1,40}))《([\\p{Script=Hiragana}\\p{Script=Katakana}ー・]{1,60})》`,
    'gu',
  )
  const parts: Written[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push({ text: match[1] ?? match[2] ?? '', reading: match[3] })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}
