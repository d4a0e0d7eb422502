/** The picture of an opening when its address is passed on: title, hours and association, 1200 × 630, as PNG. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Font } from 'fontkit'
import { shorten } from '~/platform/text'

const WIDTH = 1200
const HEIGHT = 630
const LEFT = 80
const ROOM = WIDTH - 2 * LEFT

/** The typeface of the portal's papers, read when the first picture is drawn. */
let face: Font

async function openFace(): Promise<Font> {
  const { create } = await import('fontkit')
  const require = createRequire(import.meta.url)
  const folder = path.dirname(require.resolve('@expo-google-fonts/noto-sans-jp/package.json'))
  // One face lies in this file, not a collection of them.
  return create(readFileSync(path.join(folder, '700Bold/NotoSansJP_700Bold.ttf'))) as Font
}

/** One line as outlines: the machine that draws it need have no typeface. */
function line(text: string, x: number, y: number, size: number): string {
  const scale = size / face.unitsPerEm
  const run = face.layout(text)
  let at = x
  const parts = run.glyphs.map((glyph, index) => {
    const place = `translate(${at.toFixed(1)} ${y}) scale(${scale.toFixed(5)} ${(-scale).toFixed(5)})`
    at += (run.positions[index]?.xAdvance ?? 0) * scale
    return `<path transform="${place}" d="${glyph.path.toSVG()}"/>`
  })
  return parts.join('')
}

function widthOf(text: string, size: number): number {
  return (face.layout(text).advanceWidth * size) / face.unitsPerEm
}

/** Lines of at most this width, broken between words; a word that is longer than a line is broken anywhere. */
function greedy(text: string, size: number, room: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const { segment } of new Intl.Segmenter('ja', { granularity: 'word' }).segment(text)) {
    const parts = widthOf(segment, size) > room ? [...segment] : [segment]
    for (const part of parts) {
      if (current !== '' && widthOf(current + part, size) > room) {
        lines.push(current)
        current = ''
      }
      current += part
    }
  }
  return current ? [...lines, current] : lines
}

/** A title in lines that fit, three at most, and about as long as each other. */
function broken(text: string, size: number): string[] {
  const wide = greedy(text, size, ROOM)
  const [first = '', second = '', third = ''] = wide
  if (wide.length > 3) return [first, second, `${[...third].slice(0, -1).join('')}…`]
  for (let room = widthOf(text, size) / wide.length; room < ROOM; room += size / 2) {
    const even = greedy(text, size, room)
    if (even.length === wide.length) return even
  }
  return wide
}

/** @param words already in the language of the picture */
export async function sharePicture(words: {
  head: string
  title: string
  hours: string
  association: string
}): Promise<Uint8Array> {
  // Few ask for a picture: until then its parts take no memory.
  face ??= await openFace()
  const { default: sharp } = await import('sharp')
  const title = broken(shorten(words.title, 80), 68)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<rect width="${WIDTH}" height="120" fill="#0017c1"/>
<g fill="#ffffff">${line(shorten(words.head, 40), LEFT, 76, 40)}</g>
<g fill="#1a1a1c">${title.map((text, index) => line(text, LEFT, 220 + index * 92, 68)).join('')}</g>
<rect x="${LEFT}" y="480" width="${Math.min(ROOM, widthOf(words.hours, 44) + 56).toFixed(0)}" height="76" rx="38" fill="#e8f1fe"/>
<g fill="#0017c1">${line(shorten(words.hours, 24), LEFT + 28, 533, 44)}</g>
<g fill="#626264">${line(shorten(words.association, 36), LEFT, 602, 30)}</g>
</svg>`
  return sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toBuffer()
}
