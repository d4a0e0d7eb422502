/** 箱に貼るラベル: what to do, what to say to 119, and the code that leads to the check or to a report. */
import type { Content } from 'pdfmake/interfaces'
import type { Translate } from '~/platform/i18n'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf/order'

const labelSizes = ['a6', 'a4'] as const
export type LabelSize = (typeof labelSizes)[number]

type Label = {
  name: string
  address: string
  position: string
  /** Where the code leads */
  code: string
  /** The public page, written out for those who type */
  page: string
}

export type Paper = { definition: PdfDefinition; footer: PdfFooter; name: string }

/** Measures of a label, in points; the small one is half as wide. */
const measures = {
  a6: { pageSize: 'A6', margins: [22, 20, 22, 34], aed: 44, name: 14, text: 9.5, call: 20, qr: 112 },
  a4: { pageSize: 'A4', margins: [48, 44, 48, 56], aed: 96, name: 30, text: 19, call: 44, qr: 240 },
} as const

/**
 * The label in Japanese with English below: it hangs where anybody may come by.
 * @param ja the Japanese words, @param en the English ones
 */
export function labelPaper(label: Label, size: LabelSize, ja: Translate, en: Translate): Paper {
  const at = measures[size]
  const gap = at.text * 0.7
  const both = (key: string, fontSize: number): Content[] => [
    { text: ja(`custody.label.${key}`), bold: true, fontSize, lineHeight: 1.05 },
    { text: en(`custody.label.${key}`), fontSize: fontSize * 0.72, lineHeight: 1.05 },
  ]
  const content: Content[] = [
    {
      columns: [
        { text: 'AED', bold: true, fontSize: at.aed, lineHeight: 0.9, width: 'auto' },
        {
          width: '*',
          margin: [gap, at.aed * 0.12, 0, 0],
          stack: [
            { text: ja('custody.label.device'), fontSize: at.text, lineHeight: 1.05 },
            { text: en('custody.label.device'), fontSize: at.text * 0.72 },
          ],
        },
      ],
    },
    { text: label.name, bold: true, fontSize: at.name, lineHeight: 1.05, margin: [0, gap * 0.4, 0, 0] },
    ...(label.position ? [{ text: label.position, fontSize: at.text * 1.15, lineHeight: 1.05 }] : []),
    {
      margin: [0, gap, 0, gap],
      table: {
        widths: ['*'],
        body: [
          [
            {
              stack: [
                { text: ja('custody.label.call'), bold: true, fontSize: at.call, lineHeight: 1 },
                { text: en('custody.label.call'), fontSize: at.text * 0.9, lineHeight: 1.05 },
                {
                  text: label.address
                    ? ja('custody.label.address', { address: label.address })
                    : ja('custody.label.no_address'),
                  bold: true,
                  fontSize: at.text * 1.1,
                  lineHeight: 1.05,
                  margin: [0, gap * 0.4, 0, 0],
                },
              ],
            },
          ],
        ],
      },
      layout: 'strongBox',
    },
    {
      columnGap: gap * 1.6,
      // Free space around a code, or a camera does not find it.
      margin: [0, gap, 0, 0],
      columns: [
        { qr: label.code, fit: at.qr, eccLevel: 'Q', width: 'auto' },
        {
          width: '*',
          stack: [
            ...both('report', at.text * 1.15),
            { text: ' ', fontSize: gap * 0.7, lineHeight: 1 },
            ...both('check', at.text),
            { text: ' ', fontSize: gap * 0.7, lineHeight: 1 },
            { text: label.page, fontSize: at.text * 0.85, lineHeight: 1.05 },
          ],
        },
      ],
    },
  ]
  const name = ja('custody.label.file', { name: label.name })
  return {
    name,
    definition: {
      pageSize: at.pageSize,
      pageMargins: [...at.margins],
      content,
      language: 'ja',
      info: { title: name, author: ja('portal.name'), creator: ja('portal.name') },
      displayTitle: true,
    },
    footer: { left: ja('portal.name'), right: '' },
  }
}
