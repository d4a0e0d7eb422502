/** Tables as files for a spreadsheet (RFC 4180). */

/** A cell that a spreadsheet would take for a formula is shown as text instead: names are typed by strangers. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** UTF-8 with the mark at its beginning by which Excel knows it, lines ended as the standard says. */
export function csv(lines: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`
}
