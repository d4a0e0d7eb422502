/** Tables as files for a spreadsheet (RFC 4180). */

/** A cell that a spreadsheet would take for a formula is shown as text instead: names are typed by strangers. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** UTF-8 with the mark at its beginning by which Excel knows it, lines ended as the standard says. */
export function csv(lines: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`
}

/** The encodings of files that a Japanese spreadsheet writes, in the order in which they are tried. */
const ENCODINGS = ['utf-8', 'shift_jis'] as const

/** Text from the bytes of a file: UTF-8 with or without its mark, else Shift_JIS; null when it is neither. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: (typeof ENCODINGS)[number] } | null {
  for (const encoding of ENCODINGS) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding }
    } catch {
      // The next one.
    }
  }
  return null
}
