/** 通知書 on A4, as a Japanese office sets it: number and day on the right, addressee, sender, title, text, 記, 以上. */
import type { Column, Content, ContentColumns, ContentText, TableCell } from 'pdfmake/interfaces'
import { formatEraDay } from '~/platform/clock'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf.server'
import { partsOf } from './rules'
import type { Letter } from './schema'

/** 25 mm, as office paper is set; points. */
const MARGIN = 71
const SIZE = 11.5
/** One letter, by which a paragraph is set in. */
const INDENT = SIZE

/** Something that stands on the right, its lines set flush with one another. */
const onTheRight = (stack: Content[], margin: [number, number, number, number]): ContentColumns => ({
  margin,
  columns: [{ width: '*', text: '' }, { width: 'auto', stack } as Column],
})

/**
 * @param sample whether the sheet only shows how letters will look; it then says so across the page
 */
export function letterPaper(
  letter: Letter,
  { author, sample = false }: { author: string; sample?: boolean },
): { definition: PdfDefinition; footer: PdfFooter } {
  const { addressee, text, items, notes } = partsOf(letter.body)
  const content: Content[] = [
    ...(letter.form ? [{ text: letter.form, fontSize: 10.5 } as Content] : []),
    {
      stack: [letter.number, formatEraDay(letter.issuedOn)].filter(Boolean),
      alignment: 'right',
      margin: [0, 4, 0, 0],
    },
    ...(addressee.length > 0
      ? [
          {
            stack: addressee.map((text, i) => ({ text, marginLeft: i > 0 ? INDENT : 0 })),
            margin: [0, 22, 0, 0],
          } as Content,
        ]
      : []),
    ...(letter.sender
      ? [onTheRight(letter.sender.split(/\r?\n/), [0, addressee.length > 0 ? 16 : 34, 24, 0])]
      : []),
    {
      text: letter.title,
      alignment: 'center',
      bold: true,
      fontSize: letter.title.length > 24 ? 13.5 : 16,
      characterSpacing: letter.title.length > 18 ? 0 : 1.5,
      margin: [0, 34, 0, 24],
    },
    ...text.map(paragraph),
    ...(items.length > 0 ? itemList(items) : []),
    ...notes.map((line, index) => ({ ...paragraph(line), ...(index === 0 && { marginTop: 14 }) }) as Content),
    ...(letter.contact ? [contactBox(letter.contact)] : []),
  ]
  return {
    definition: {
      content,
      pageMargins: [MARGIN, 62, MARGIN, 62],
      defaultStyle: { fontSize: SIZE, lineHeight: 1.32 },
      language: 'ja',
      info: { title: letter.title, author, creator: author },
      displayTitle: true,
      ...(sample && {
        watermark: { text: '見本', font: 'NotoSansJP', bold: true, opacity: 0.09, fontSize: 150, angle: -40 },
      }),
    },
    footer: { left: letter.number, right: '{page} / {pages}', several: true },
  }
}

function paragraph(line: string): ContentText {
  if (line === '') return { text: ' ', fontSize: 6 }
  // What is marked or numbered stands at the margin.
  return { text: line, leadingIndent: /^[(\uff08※0-9\uff10-\uff19・]/.test(line) ? 0 : INDENT }
}

function itemList(items: readonly { label: string; value: string }[]): Content[] {
  const widest = Math.max(...items.map(({ label }) => label.length))
  const numbered = items.length > 1
  const rows = items.map(({ label, value }, index): TableCell[] => [
    { text: numbered ? String(index + 1) : '', alignment: 'right' },
    { text: label },
    { stack: value.split('\n') },
  ])
  return [
    { text: '記', alignment: 'center', margin: [0, 16, 0, 12] },
    {
      table: {
        widths: [14, Math.min(widest, 11) * SIZE + 6, '*'],
        body: rows,
        // A row that is longer than a page may break; that of one line never does.
        dontBreakRows: items.every(({ value }) => value.length < 600),
      },
      layout: 'plain',
    },
    { text: '以上', alignment: 'right', margin: [0, 10, 0, 0] },
  ]
}

/** 担当: whom to ask, at the right below the letter. */
function contactBox(contact: string): Content {
  return {
    ...onTheRight(
      [
        {
          table: {
            body: [[{ stack: contact.split(/\r?\n/), fontSize: 10, lineHeight: 1.2 }]],
            dontBreakRows: true,
          },
          layout: 'tag',
        },
      ],
      [0, 26, 0, 0],
    ),
    unbreakable: true,
  } as Content
}
