/** 緊急時の連絡表: what the supervisor carries on the day, in large letters, and shreds afterwards. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import type { Stage } from '~/modules/volunteering/rules'
import { formatInstant, formatSpan } from '~/platform/clock'
import type { Language, Translate } from '~/platform/i18n'
import { type Paper, paperOf } from './paper'

export type EmergencySheet = {
  title: string
  host: string
  startsAt: Date
  endsAt: Date
  venue: string
  meetingPoint: string
  supervisor: string
  made: Date
  people: readonly {
    code: string
    name: string
    reading: string
    stage: Stage
    contacts: readonly { name: string; phone: string }[]
    health: string
  }[]
  aeds: readonly { name: string; address: string; position: string; metres: number; state: string }[]
}

export function emergencyPaper(sheet: EmergencySheet, t: Translate, language: Language): Paper {
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`attendance.emergency.${key}`, params)
  const head = (text: string): TableCell => ({ text, bold: true, fontSize: 11, fillColor: '#eeeeee' })
  const rows = sheet.people.map((person): TableCell[] => [
    { text: '', fontSize: 11 },
    {
      stack: [
        ...(person.reading ? [{ text: person.reading, fontSize: 9.5 }] : []),
        { text: person.name || at('unnamed'), bold: true, fontSize: 14 },
        { text: `${t(`attendance.stage.${person.stage}`)}  ${person.code}`, fontSize: 10.5 },
      ],
    },
    {
      stack:
        person.contacts.length > 0
          ? person.contacts.map(
              ({ name, phone }): Content => ({
                stack: [
                  ...(name ? [{ text: name, fontSize: 11 }] : []),
                  { text: phone, bold: true, fontSize: 14 },
                ],
                margin: [0, 0, 0, 3],
              }),
            )
          : [{ text: at('no_contact'), fontSize: 11 }],
    },
    { text: person.health || at('no_health'), fontSize: 12, bold: person.health !== '' },
  ])
  const content: Content[] = [
    { text: at('title'), bold: true, fontSize: 20 },
    { text: at('shred'), bold: true, fontSize: 12, margin: [0, 2, 0, 6] },
    { text: sheet.title, bold: true, fontSize: 15 },
    { text: formatSpan(sheet.startsAt, sheet.endsAt, language), fontSize: 13 },
    { text: [sheet.host, sheet.venue].filter(Boolean).join('  '), fontSize: 12 },
    ...(sheet.meetingPoint ? [{ text: at('meeting', { where: sheet.meetingPoint }), fontSize: 12 }] : []),
    ...(sheet.supervisor ? [{ text: at('supervisor', { name: sheet.supervisor }), fontSize: 12 }] : []),
    {
      margin: [0, 8, 0, 8],
      table: {
        widths: ['*'],
        body: [
          [
            {
              stack: [
                { text: at('call'), bold: true, fontSize: 24 },
                { text: at('tell', { where: sheet.venue || sheet.title }), fontSize: 12.5 },
                { text: at('aeds'), bold: true, fontSize: 13, margin: [0, 6, 0, 0] },
                ...(sheet.aeds.length > 0
                  ? sheet.aeds.map(
                      (aed): Content => ({
                        text: at('aed', {
                          name: aed.name,
                          where: [aed.address, aed.position].filter(Boolean).join(' '),
                          metres: aed.metres,
                          state: at(aed.state === 'usable' ? 'usable' : 'perhaps'),
                        }),
                        fontSize: 12,
                      }),
                    )
                  : [{ text: at('no_aed'), fontSize: 12 }]),
              ],
            },
          ],
        ],
      },
      layout: 'strongBox',
    },
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [26, 150, 140, '*'],
        body: [[head(at('here')), head(at('who')), head(at('contacts')), head(at('health'))], ...rows],
      },
      layout: 'grid',
    },
    ...(rows.length === 0 ? [{ text: at('nobody'), fontSize: 12 }] : []),
    { text: at('kept'), fontSize: 11, margin: [0, 8, 0, 0] },
  ]
  const footer = at('footer', { made: formatInstant(sheet.made, language) })
  return paperOf(`${at('title')} ${sheet.title}`, content, { t, language, footer })
}
