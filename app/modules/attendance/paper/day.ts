/** 受付のしおり: the supervisor's sheet with the code that opens the desk on a phone, and the list to tick by hand. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import type { Stage } from '~/modules/volunteering/rules'
import { formatSpan } from '~/platform/clock'
import type { Language, Translate } from '~/platform/i18n'
import { type Paper, paperOf } from './paper'

export type DaySheet = {
  title: string
  host: string
  startsAt: Date
  endsAt: Date
  venue: string
  /** Address of the desk, with the key of the day */
  url: string
  people: readonly { code: string; name: string; stage: Stage; companion: boolean }[]
}

export function dayPaper(sheet: DaySheet, t: Translate, language: Language): Paper {
  const at = (key: string, params?: Record<string, string | number>) => t(`attendance.sheet.${key}`, params)
  const head = (text: string): TableCell => ({ text, bold: true, fontSize: 11, fillColor: '#eeeeee' })
  const rows = sheet.people.map((person): TableCell[] => [
    { text: person.code, fontSize: 14, bold: true },
    { text: person.name, fontSize: 14 },
    {
      text: [t(`attendance.stage.${person.stage}`), person.companion ? at('companion') : '']
        .filter(Boolean)
        .join('  '),
      fontSize: 12,
    },
    { text: '' },
    { text: '' },
  ])
  // People who come without having applied are written down here where there is no network and no battery.
  const blank = Array.from({ length: 4 }, (): TableCell[] => [
    { text: at('walk_in'), fontSize: 9.5 },
    { text: '', margin: [0, 8, 0, 8] },
    { text: '' },
    { text: '' },
    { text: '' },
  ])
  const content: Content[] = [
    { text: at('title'), bold: true, fontSize: 20 },
    { text: sheet.title, bold: true, fontSize: 15, margin: [0, 4, 0, 0] },
    { text: formatSpan(sheet.startsAt, sheet.endsAt, language), fontSize: 13 },
    { text: [sheet.host, sheet.venue].filter(Boolean).join('  '), fontSize: 12 },
    {
      margin: [0, 10, 0, 10],
      columnGap: 18,
      columns: [
        { qr: sheet.url, fit: 150, eccLevel: 'M', width: 'auto' },
        {
          width: '*',
          fontSize: 12.5,
          stack: [
            { text: at('how'), bold: true, fontSize: 14 },
            { ol: [at('step_open'), at('step_mark'), at('step_offline'), at('step_close')] },
            { text: at('secret'), margin: [0, 6, 0, 0], bold: true },
          ],
        },
      ],
    },
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [84, '*', 130, 48, 60],
        body: [
          [head(at('code')), head(at('name')), head(at('stage')), head(at('came')), head(at('absent'))],
          ...rows,
          ...blank,
        ],
      },
      layout: 'grid',
    },
    { text: at('paper'), fontSize: 11, margin: [0, 8, 0, 0] },
  ]
  return paperOf(`${at('title')} ${sheet.title}`, content, {
    t,
    language,
    footer: `${t('portal.name')}  ${sheet.title}`,
  })
}
