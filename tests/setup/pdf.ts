/** Reads the words of a PDF that pdfkit has written, as somebody would who copies them from it. */
import { inflateSync } from 'node:zlib'

type Part = { head: string; stream: string }

function partsOf(pdf: Uint8Array): Map<string, Part> {
  const text = Buffer.from(pdf).toString('latin1')
  const parts = new Map<string, Part>()
  for (const [, id = '', body = ''] of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', packed] = body.split(/\nstream\n/)
    const raw = Buffer.from((packed ?? '').replace(/\nendstream$/, ''), 'latin1')
    const isText = packed !== undefined && head.includes('FlateDecode') && !head.includes('/Image')
    parts.set(id, { head, stream: isText ? inflateSync(raw).toString('latin1') : '' })
  }
  return parts
}

/** Which letters the codes of a font stand for. */
function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>()
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    let code = Number.parseInt(from, 16)
    for (const [, hex = ''] of list.matchAll(/<([0-9a-f ]*)>/gi)) {
      const units = Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16()
      letters.set(code++, units.toString('utf16le'))
    }
  }
  return letters
}

/** The words of each page, without their places. */
export function pdfPages(pdf: Uint8Array): string[] {
  const parts = partsOf(pdf)
  const fonts = new Map<string, Map<number, string>>()
  const all = [...parts.values()].map(({ head }) => head).join('\n')
  for (const [, name = '', id = ''] of all.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(parts.get(id)?.head ?? '')?.[1]
    if (map) fonts.set(name, lettersOf(parts.get(map)?.stream ?? ''))
  }
  const order = [...(/\/Kids \[([^\]]*)\]/.exec(all)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(
    ([, id]) => id ?? '',
  )
  return order.map((id) => {
    const content = /\/Contents (\d+) 0 R/.exec(parts.get(id)?.head ?? '')?.[1] ?? ''
    let font: Map<number, string> | undefined
    let words = ''
    for (const [, name, shown] of (parts.get(content)?.stream ?? '').matchAll(
      /\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g,
    )) {
      if (name) font = fonts.get(name)
      for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]+)>/gi))
        for (const code of hex.match(/.{4}/g) ?? []) words += font?.get(Number.parseInt(code, 16)) ?? '?'
    }
    return words
  })
}
