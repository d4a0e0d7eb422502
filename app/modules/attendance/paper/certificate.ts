/** 参加証明書 and 活動の記録 on paper, for a school. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import { type Day, formatDay, formatEraDay, formatFiscalYear } from '~/platform/clock'
import type { Language, Translate } from '~/platform/i18n'
import { type Printed, shownCode } from '../rules'
import { hoursInWords } from '../words'
import { type Paper, paperOf } from './paper'

type CertificateFacts = {
  code: string
  year: number
  number: number
  issuedOn: Day
  printed: Printed
  /** Where the code is checked, with the code */
  url: string
}

/** Days stand as official papers write them in Japanese, else in the words of the language. */
const officialDay = (day: Day, language: Language) =>
  language === 'ja' ? formatEraDay(day) : formatDay(day, language)

export function certificatePaper(facts: CertificateFacts, t: Translate, language: Language): Paper {
  const { printed } = facts
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`attendance.certificate.${key}`, params)
  const row = (label: string, text: string): TableCell[] => [
    { text: label, fontSize: 13, margin: [0, 4, 0, 4] },
    { text, fontSize: 15, bold: true, margin: [0, 2, 0, 4] },
  ]
  const content: Content[] = [
    {
      text: at('number', { year: formatFiscalYear(facts.year, language), number: facts.number }),
      alignment: 'right',
      fontSize: 12,
    },
    { text: at('title'), bold: true, fontSize: 34, alignment: 'center', margin: [0, 60, 0, 50] },
    {
      text: at('to', { name: printed.name }),
      bold: true,
      fontSize: 24,
      alignment: 'center',
      margin: [0, 0, 0, 40],
    },
    { text: at('text'), fontSize: 15, margin: [30, 0, 30, 24], alignment: 'center' },
    {
      margin: [30, 0, 30, 30],
      table: {
        widths: [110, '*'],
        body: [
          row(at('programme'), printed.programme),
          row(at('activity'), printed.activity),
          row(at('host'), printed.host),
          row(at('day'), officialDay(printed.day, language)),
          row(at('hours'), hoursInWords(printed.minutes, t)),
        ],
      },
      layout: 'rows',
    },
    {
      text: officialDay(facts.issuedOn, language),
      alignment: 'right',
      fontSize: 14,
      margin: [0, 10, 30, 0],
    },
    { text: printed.issuer, alignment: 'right', fontSize: 17, bold: true, margin: [0, 4, 30, 50] },
    {
      columnGap: 16,
      margin: [30, 0, 30, 0],
      columns: [
        { qr: facts.url, fit: 92, eccLevel: 'M', width: 'auto' },
        {
          width: '*',
          fontSize: 11,
          stack: [
            { text: at('check'), bold: true },
            { text: at('code', { code: shownCode(facts.code) }), bold: true, fontSize: 15 },
            { text: facts.url.replace(/^https?:\/\//, '').replace(/\/[^/]*$/, '') },
            { text: at('check_text'), fontSize: 10 },
          ],
        },
      ],
    },
  ]
  return paperOf(`${at('title')} ${printed.name}`, content, {
    t,
    language,
    footer: t('portal.name'),
    pages: false,
  })
}

type RecordFacts = {
  name: string
  on: Day
  minutes: number
  rows: readonly {
    day: Day
    title: string
    programme: string
    host: string
    minutes: number
    code: string | null
  }[]
  /** Where codes are checked */
  url: string
}

export function recordPaper(facts: RecordFacts, t: Translate, language: Language): Paper {
  const at = (key: string, params?: Record<string, string | number>) => t(`attendance.record.${key}`, params)
  const head = (text: string): TableCell => ({ text, bold: true, fontSize: 11, fillColor: '#eeeeee' })
  const rows = facts.rows.map((row): TableCell[] => [
    { text: officialDay(row.day, language), fontSize: 11 },
    {
      stack: [
        { text: row.title, bold: true, fontSize: 12 },
        { text: `${row.host}  ${row.programme}`, fontSize: 10 },
      ],
    },
    { text: hoursInWords(row.minutes, t), fontSize: 11 },
    { text: row.code ? shownCode(row.code) : '', fontSize: 9 },
  ])
  const content: Content[] = [
    { text: at('title'), bold: true, fontSize: 22 },
    { text: facts.name, bold: true, fontSize: 18, margin: [0, 8, 0, 4] },
    {
      text: at('sum', { count: facts.rows.length, hours: hoursInWords(facts.minutes, t) }),
      fontSize: 14,
      margin: [0, 0, 0, 12],
    },
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [110, '*', 78, 96],
        body: [[head(at('day')), head(at('activity')), head(at('hours')), head(at('code'))], ...rows],
      },
      layout: 'grid',
    },
    { text: at('paper', { url: facts.url }), fontSize: 10.5, margin: [0, 10, 0, 0] },
  ]
  const footer = at('footer', { on: officialDay(facts.on, language) })
  return paperOf(`${at('title')} ${facts.name}`, content, { t, language, footer })
}
