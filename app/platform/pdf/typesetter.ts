/**
 * Sets documents in type, as a program of its own: the pages of the portal go on meanwhile, and the memory goes back
 * when it ends. Started by `pdf.server.ts` as a file, so that it stands outside the build.
 */
import { createRequire } from 'node:module'
import path from 'node:path'
import pdfmake from 'pdfmake'
import type { Content, CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces'
import { answerOrders } from '../program'
import type { PdfOrder } from './order'

const fontFolder = path.dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/package.json'),
)
const normal = path.join(fontFolder, '400Regular/NotoSansJP_400Regular.ttf')
const bold = path.join(fontFolder, '700Bold/NotoSansJP_700Bold.ttf')
const files = [normal, bold]

/** Of the height that the font asks for, which is 1.45 times the size of its letters. */
const LINE = 1.12
/** Shown for a letter that the fonts lack, as Japanese printers do. */
const MISSING = '〓'

const box = (width: number, padding: number): CustomTableLayout => ({
  hLineWidth: () => width,
  vLineWidth: () => width,
  hLineColor: () => '#000000',
  vLineColor: () => '#000000',
  paddingLeft: () => padding,
  paddingRight: () => padding,
  paddingTop: () => padding * 0.7,
  paddingBottom: () => padding * 0.6,
})

pdfmake.setFonts({ NotoSansJP: { normal, bold, italics: bold, bolditalics: bold } })
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((file) => files.includes(file))
pdfmake.addTableLayouts({
  grid: box(0.75, 5),
  box: box(1, 10),
  strongBox: box(3, 10),
  tag: { ...box(1.25, 6), paddingTop: () => 1, paddingBottom: () => 2 },
  rows: {
    ...box(0.75, 4),
    vLineWidth: () => 0,
  },
  plain: { ...box(0, 4), paddingTop: () => 2, paddingBottom: () => 2 },
})

/** The letters that both fonts have. */
let letters: Set<number> | undefined

async function knownLetters(): Promise<Set<number>> {
  if (letters) return letters
  const definition: TDocumentDefinitions = { content: ' ', defaultStyle: { font: 'NotoSansJP' } }
  const document = (await pdfmake.createPdf(definition).getStream()) as unknown as {
    provideFont(name: string, bold: boolean, italics: boolean): { font: { characterSet: number[] } }
  }
  const setOf = (isBold: boolean) => document.provideFont('NotoSansJP', isBold, false).font.characterSet
  const both = new Set(setOf(true))
  letters = new Set(setOf(false).filter((letter) => both.has(letter)))
  return letters
}

/** Replaces letters that cannot be set, in place; marks that only modify the letter before are left out. */
function settable(node: unknown, known: Set<number>): void {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    if (key === 'qr' || key === 'image' || key === 'link') continue
    if (typeof value === 'string') (node as Record<string, string>)[key] = settableText(value, known)
    else settable(value, known)
  }
}

function settableText(text: string, known: Set<number>): string {
  let made = ''
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    const isModifier =
      (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0x1f3fb && code <= 0x1f3ff) || code === 0x200d
    if (code === 0x0a || known.has(code) || (code >= 0xe0100 && code <= 0xe01ef)) made += letter
    else if (/\s/.test(letter)) made += ' '
    else if (!isModifier) made += MISSING
  }
  return made
}

async function typeset({ definition, footer }: PdfOrder): Promise<Uint8Array> {
  settable(definition.content, await knownLetters())
  const document: TDocumentDefinitions = {
    pageSize: 'A4',
    // Left and right 17 mm: no printer of a community hall cuts that off.
    pageMargins: [48, 44, 48, 56],
    ...definition,
    defaultStyle: { font: 'NotoSansJP', fontSize: 13, lineHeight: LINE, ...definition.defaultStyle },
    footer: (page, pages): Content => {
      if (footer.several && pages === 1) return ''
      const filled = (text: string) => text.replace('{page}', String(page)).replace('{pages}', String(pages))
      return {
        margin: [48, 16, 48, 0],
        fontSize: 10,
        columns: [
          { text: filled(footer.left), width: '*' },
          { text: filled(footer.right), width: 'auto', alignment: 'right' },
        ],
      }
    },
  }
  settable(footer, await knownLetters())
  return pdfmake.createPdf(document).getBuffer()
}

answerOrders(typeset)
