/** 班の回覧の紙: the households of a group by position, with room for a seal or a signature and the day. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import { type Day, formatDay } from '~/platform/clock'
import { code, framed, type Ink } from './parts'

/** Rows of a sheet on which nobody is named, and rows left over for those who have moved in. */
const BLANK_ROWS = 20
const SPARE_ROWS = 2
const ROW_HEIGHT = 25

export type SignSheet = {
  title: string
  publisher: string
  group: string
  returnBy: Day | null
  /** Households by position; empty where the group keeps no register */
  households: readonly string[]
  /** How many rows there are where nobody is named; null for one sheet full */
  expected: number | null
  /** Where the group leader enters what was signed */
  tally: string
}

export function signContent(sheet: SignSheet, { t, language }: Ink): Content[] {
  const names = namesOf(sheet)
  const by = sheet.returnBy
    ? t('circulars.paper.return_by', { day: formatDay(sheet.returnBy, language) })
    : t('circulars.paper.return_by_hand')
  return [
    { text: t('circulars.paper.sheet_title'), bold: true, fontSize: 22, lineHeight: 1 },
    { text: sheet.group, fontSize: 15, margin: [0, 2, 0, 4] },
    framed(
      [
        { text: sheet.title, bold: true, fontSize: 16 },
        { text: t('notices.item.by', { name: sheet.publisher }), fontSize: 12 },
      ],
      'box',
    ),
    { text: by, bold: true, fontSize: 15, margin: [0, 2, 0, 2] },
    { text: t('circulars.paper.sheet_how'), fontSize: 12.5, margin: [0, 0, 0, 6] },
    signTable(names, { t, language, base: '' }),
    code(sheet.tally, t('circulars.paper.tally_title'), t('circulars.paper.tally_text')),
  ]
}

function namesOf({ households, expected }: SignSheet): string[] {
  const blank = (count: number) => Array.from({ length: count }, () => '')
  if (households.length > 0) return [...households, ...blank(SPARE_ROWS)]
  return blank(Math.min(60, Math.max(5, expected ?? BLANK_ROWS)))
}

function signTable(names: readonly string[], { t }: Ink): Content {
  const head = ['number', 'name', 'sign', 'date'].map(
    (part): TableCell => ({ text: t(`circulars.paper.head_${part}`), bold: true, fontSize: 12 }),
  )
  const body = names.map((name, index): TableCell[] => [
    { text: String(index + 1), alignment: 'right', fontSize: 12, margin: [0, 3, 0, 0] },
    { text: name, fontSize: 15 },
    '',
    '',
  ])
  return {
    table: {
      headerRows: 1,
      widths: [28, '*', 150, 90],
      heights: [16, ...names.map(() => ROW_HEIGHT)],
      body: [head, ...body],
      dontBreakRows: true,
    },
    layout: 'grid',
  }
}
