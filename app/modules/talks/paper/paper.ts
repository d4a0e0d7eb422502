/** 意見交換会 on paper: the invitation with a slip to answer on, the sheet of attendance, the minutes. Pure. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import { formatDay, formatEnd, formatSpan } from '~/platform/clock'
import { htmlLang, type Language, type Translate } from '~/platform/i18n'
import { markdownContent } from '~/platform/pdf/markdown'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf/order'
import type { TalkPage } from '../queries/talk.server'
import { agendaTimes, lastDay } from '../rules'

type Paper = { definition: PdfDefinition; footer: PdfFooter; name: string }

/** In which words, and under which address the portal is found. */
type Ink = { t: Translate; language: Language; base: string }

type Talk = TalkPage['talk']

function paperOf(name: string, content: Content[], { t, language }: Ink): Paper {
  return {
    name,
    definition: {
      content,
      language: htmlLang(language),
      info: { title: name, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer: { left: `${t('portal.name')}  ${name}`, right: '{page} / {pages}' },
  }
}

/** Title, when, where, who invites. */
function head(talk: Talk, what: string, { t, language }: Ink): Content[] {
  const line = (label: string, text: string): Content[] =>
    text ? [{ text: [{ text: `${label}  `, bold: true }, text], fontSize: 13, margin: [0, 2, 0, 0] }] : []
  return [
    { text: what, fontSize: 13 },
    { text: talk.title, bold: true, fontSize: 20, margin: [0, 2, 0, 6] },
    ...line(t('talks.facts.when'), formatSpan(talk.startsAt, talk.endsAt, language)),
    ...line(t('talks.facts.where'), talk.place || t('talks.online_only')),
    ...line(t('talks.facts.host'), talk.association.name),
    ...line(t('talks.facts.audience'), t('talks.facts.audience_all', { name: talk.audience.name })),
  ]
}

const title = (text: string): Content => ({
  text,
  bold: true,
  fontSize: 15,
  margin: [0, 12, 0, 4],
  headlineLevel: 1,
})
const headCell = (text: string): TableCell => ({ text, bold: true, fontSize: 11.5, fillColor: '#eeeeee' })

function agenda(talk: Talk, { t, language }: Ink): Content[] {
  if (talk.items.length === 0) return []
  const { starts } = agendaTimes(talk, talk.items)
  return [
    title(t('talks.page.agenda')),
    {
      table: {
        widths: [62, '*', 62],
        dontBreakRows: true,
        body: talk.items.map((item, index): TableCell[] => {
          const begins = starts[index]
          return [
            { text: begins ? formatEnd(talk.startsAt, begins, language) : '', fontSize: 13, bold: true },
            {
              stack: [
                { text: `${index + 1}. ${item.title}`, fontSize: 13.5, bold: true },
                ...(item.text ? [{ text: item.text, fontSize: 11.5 }] : []),
                ...(item.section
                  ? [{ text: t('talks.agenda.section', { name: item.section }), fontSize: 11 }]
                  : []),
              ],
            },
            {
              text: item.minutes === null ? '' : t('talks.agenda.minutes', { count: item.minutes }),
              fontSize: 12,
            },
          ]
        }),
      },
      layout: 'rows',
    },
  ]
}

/** A line to write on. */
const blank = (label: string): TableCell[] => [
  { text: label, fontSize: 12.5, bold: true, margin: [0, 6, 0, 6] },
  { text: '' },
]

/** 案内: the agenda, and below it the slip that goes back to the host. */
export function invitationPaper(talk: Talk, ink: Ink): Paper {
  const { t, language, base } = ink
  const address = `${base}/exchange/talks/${talk.id}`
  const choices = (['place', 'online', 'no'] as const)
    .filter((key) => (key === 'online' ? talk.online : key === 'place' ? talk.place !== '' : true))
    .map((key) => `□ ${t(`talks.answer.${key}`)}`)
    .join('     ')
  return paperOf(
    t('talks.paper.invitation'),
    [
      ...head(talk, t('talks.paper.invitation'), ink),
      ...(talk.introduction
        ? [
            {
              text: talk.introduction,
              fontSize: 12.5,
              margin: [0, 8, 0, 0] as [number, number, number, number],
            },
          ]
        : []),
      ...agenda(talk, ink),
      {
        unbreakable: true,
        margin: [0, 14, 0, 0],
        stack: [
          {
            canvas: [
              { type: 'line', x1: 0, y1: 0, x2: 499, y2: 0, lineWidth: 1, dash: { length: 5, space: 4 } },
            ],
            margin: [0, 0, 0, 8],
          },
          {
            columnGap: 12,
            columns: [
              {
                width: '*',
                stack: [
                  { text: t('talks.paper.slip'), bold: true, fontSize: 15 },
                  {
                    text: t('talks.paper.slip_text', {
                      host: talk.association.name,
                      day: formatDay(lastDay(talk), language),
                    }),
                    fontSize: 12,
                  },
                  { text: t('talks.paper.or_screen'), fontSize: 11, margin: [0, 4, 0, 0] },
                  { text: address, fontSize: 11, link: address },
                ],
              },
              { qr: address, fit: 92, eccLevel: 'M', width: 'auto' },
            ],
          },
          {
            margin: [0, 8, 0, 0],
            table: {
              widths: [130, '*'],
              body: [
                blank(t('talks.paper.association')),
                [
                  { text: t('talks.paper.answer'), fontSize: 12.5, bold: true, margin: [0, 6, 0, 6] },
                  { text: choices, fontSize: 12.5, margin: [0, 6, 0, 6] },
                ],
                blank(t('talks.paper.people')),
                [
                  { text: t('talks.paper.question'), fontSize: 12.5, bold: true },
                  { text: '\n\n\n', fontSize: 12 },
                ],
              ],
            },
            layout: 'grid',
          },
        ],
      },
    ],
    ink,
  )
}

/** 出席表: who is expected, and room to write who came. */
export function sheetPaper(
  talk: Talk,
  rows: readonly { name: string; answer: string; people: number; came: number | null }[],
  ink: Ink,
): Paper {
  const { t } = ink
  return paperOf(
    t('talks.paper.sheet'),
    [
      ...head(talk, t('talks.paper.sheet'), ink),
      { text: t('talks.paper.sheet_text'), fontSize: 12, margin: [0, 8, 0, 8] },
      {
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: ['*', 96, 60, 72],
          body: [
            [
              headCell(t('talks.paper.association')),
              headCell(t('talks.paper.answer')),
              headCell(t('talks.enter.people')),
              headCell(t('talks.enter.came')),
            ],
            ...rows.map((row): TableCell[] => [
              { text: row.name, fontSize: 12.5 },
              { text: t(`talks.answer.${row.answer}`), fontSize: 11 },
              { text: row.people > 0 ? String(row.people) : '', fontSize: 12.5 },
              { text: row.came === null ? '' : String(row.came), fontSize: 12.5 },
            ]),
            ...Array.from({ length: 3 }, (): TableCell[] => [{ text: '', margin: [0, 9, 0, 9] }, '', '', '']),
          ],
        },
        layout: 'grid',
      },
    ],
    ink,
  )
}

/** 議事録 with what was decided. */
export function minutesPaper(
  talk: Talk,
  given: { minutes: string; outcomes: TalkPage['outcomes']; came: number | null },
  ink: Ink,
): Paper {
  const { t, language, base } = ink
  return paperOf(
    t('talks.paper.minutes'),
    [
      ...head(talk, t('talks.paper.minutes'), ink),
      ...(given.came === null
        ? []
        : [
            {
              text: t('talks.attendance.came', { count: given.came }),
              fontSize: 13,
              margin: [0, 2, 0, 0] as [number, number, number, number],
            },
          ]),
      { stack: markdownContent(given.minutes, base), fontSize: 12.5, margin: [0, 10, 0, 0] },
      ...(given.outcomes.length === 0
        ? []
        : [
            title(t('talks.page.outcomes')),
            {
              table: {
                headerRows: 1,
                dontBreakRows: true,
                widths: ['*', 130, 110],
                body: [
                  [
                    headCell(t('talks.paper.what')),
                    headCell(t('talks.paper.whose')),
                    headCell(t('talks.paper.until')),
                  ],
                  ...given.outcomes.map((outcome): TableCell[] => [
                    { text: outcome.text, fontSize: 12.5 },
                    { text: outcome.owner, fontSize: 12 },
                    { text: outcome.dueOn ? formatDay(outcome.dueOn, language) : '', fontSize: 12 },
                  ]),
                ],
              },
              layout: 'grid',
            } as Content,
          ]),
    ],
    ink,
  )
}
