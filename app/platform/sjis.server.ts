/** Text for programs that read no Unicode: accounting systems and older spreadsheets. */
import iconv from 'iconv-lite'

/** Letters that CP932 has under another code than Unicode's own letter for them. */
const TWINS: Record<string, string> = {
  '〜': '～',
  '−': '－',
  '‖': '∥',
  '—': '―',
  '¢': '￠',
  '£': '￡',
  '¬': '￢',
}
const written = new Map<string, string>()

/** CP932 (Windows-31J); a letter that it does not have becomes 〓, so that it is seen that one is missing. */
export function encodeSjis(text: string): Buffer {
  let fitting = ''
  // Blanks of other widths stay blanks, and what has no width is nothing to miss.
  const plain = text
    .normalize('NFC')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/(?!\u3000)\p{Zs}/gu, ' ')
  for (const letter of plain) {
    let twin = written.get(letter)
    if (twin === undefined) {
      const tried = TWINS[letter] ?? letter
      twin = iconv.decode(iconv.encode(tried, 'cp932'), 'cp932') === tried ? tried : '〓'
      written.set(letter, twin)
    }
    fitting += twin
  }
  return iconv.encode(fitting, 'cp932')
}
