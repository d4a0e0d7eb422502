/** 点検表: a sheet for the months of a fiscal year, to tick by hand and enter later. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import { type Day, formatDay, formatFiscalYear } from '~/platform/clock'
import { htmlLang, type Language, type Translate } from '~/platform/i18n'
import { checkItems, type PartKind } from '../rules'
import type { Paper } from './label'

type Sheet = {
  name: string
  address: string
  position: string
  parts: readonly { kind: PartKind; expiresOn: Day }[]
  /** The fiscal year, by the year in which it begins */
  year: number
  /** Where the check is entered on a screen */
  entry: string
}

/** Months in the order of the fiscal year. */
const MONTHS = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]

export function sheetPaper(sheet: Sheet, t: Translate, language: Language): Paper {
  const name = t('custody.sheet.title', { year: formatFiscalYear(sheet.year, language) })
  const head = [
    t('custody.sheet.month'),
    t('custody.sheet.day'),
    ...checkItems.map((item) => t(`custody.check.short.${item}`)),
    t('custody.sheet.note'),
    t('custody.sheet.by'),
  ].map((text): TableCell => ({ text, bold: true, fontSize: 9.5, lineHeight: 1.05 }))
  const rows = MONTHS.map((month): TableCell[] => [
    { text: t('custody.sheet.month_of', { month }), fontSize: 11 },
    ...Array.from({ length: checkItems.length + 3 }, (): TableCell => ({ text: '' })),
  ])
  const parts = sheet.parts.map(
    ({ kind, expiresOn }) => `${t(`custody.part.${kind}`)}: ${formatDay(expiresOn, language)}`,
  )
  const content: Content[] = [
    { text: name, bold: true, fontSize: 20 },
    {
      columnGap: 12,
      margin: [0, 6, 0, 8],
      columns: [
        {
          width: '*',
          stack: [
            { text: sheet.name, bold: true, fontSize: 15 },
            { text: [sheet.address, sheet.position].filter(Boolean).join('  '), fontSize: 11.5 },
            {
              text: parts.length > 0 ? parts.join('\n') : t('custody.sheet.no_parts'),
              fontSize: 11.5,
              margin: [0, 4, 0, 0],
            },
          ],
        },
        { qr: sheet.entry, fit: 84, eccLevel: 'M', width: 'auto' },
      ],
    },
    { text: t('custody.sheet.how'), fontSize: 11, margin: [0, 0, 0, 6] },
    {
      table: {
        headerRows: 1,
        widths: [46, 44, 52, 52, 52, 52, '*', 62],
        heights: [30, ...MONTHS.map(() => 27)],
        body: [head, ...rows],
      },
      layout: 'grid',
    },
    { text: t('custody.sheet.bad'), bold: true, fontSize: 11, margin: [0, 10, 0, 0] },
    { text: t('custody.sheet.enter', { url: sheet.entry }), fontSize: 10.5, margin: [0, 4, 0, 0] },
  ]
  return {
    name: `${name} ${sheet.name}`,
    definition: {
      content,
      language: htmlLang(language),
      info: { title: name, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer: { left: `${t('portal.name')}  ${sheet.name}`, right: '{page} / {pages}' },
  }
}
