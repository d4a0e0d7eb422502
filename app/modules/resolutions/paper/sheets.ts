/** お願いの紙: one page a voter, with what is asked, the link, and the slip to be given back. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import { formatDay } from '~/platform/clock'
import { htmlLang, type Language, type Translate } from '~/platform/i18n'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf/order'
import type { Sheets } from '../commands/sheets.server'
import { choicesFor } from '../rules'
import { needWords } from '../words'

export type Paper = { name: string; definition: PdfDefinition; footer: PdfFooter }

/** The line along which the slip is cut off. */
const cut = (text: string): Content => ({
  text: `- - - - - - - - - - - - - - - -  ${text}  - - - - - - - - - - - - - - - -`,
  alignment: 'center',
  fontSize: 9.5,
  margin: [0, 10, 0, 8],
})

export function sheetsPaper(sheets: Sheets, t: Translate, language: Language): Paper {
  const { resolution, isConsent, voters } = sheets
  const word = (key: string, params?: Record<string, string | number>) =>
    t(`resolutions.sheet.${key}`, params)
  const { way, secret, items, association } = resolution
  const last = isConsent ? resolution.consentUntil : resolution.voteUntil
  const title = word(isConsent ? 'title_consent' : 'title_vote')
  const itemLines: Content[] = items.map(
    (item, index): Content => ({
      margin: [0, 4, 0, 0],
      stack: [
        {
          text: `${t('resolutions.item.number', { n: index + 1 })} ${item.title}`,
          bold: true,
          fontSize: 12.5,
        },
        ...(item.text ? [{ text: item.text, fontSize: 11 }] : []),
        {
          text: way === 'all_agree' ? t('resolutions.need.everybody') : needWords(t, item.need),
          fontSize: 10,
        },
      ],
    }),
  )
  const box = (text: string): Content => ({ text: `□ ${text}`, fontSize: 13 })
  const choiceTable: Content = {
    table: {
      dontBreakRows: true,
      widths: ['*', ...choicesFor(way).map(() => 82)],
      body: items.map((item, index): TableCell[] => [
        { text: `${t('resolutions.item.number', { n: index + 1 })} ${item.title}`, fontSize: 12 },
        ...choicesFor(way).map(
          (choice): TableCell => ({
            text: `□ ${t(`resolutions.choice.${way === 'all_agree' ? `agree_${choice}` : choice}`)}`,
            fontSize: 12,
          }),
        ),
      ]),
    },
    layout: 'grid',
  }
  const content = voters.flatMap((voter, index): Content[] => [
    {
      ...(index > 0 ? { pageBreak: 'before' as const } : {}),
      columnGap: 14,
      columns: [
        {
          width: '*',
          stack: [
            { text: title, bold: true, fontSize: 19 },
            { text: association.name, fontSize: 12 },
            { text: word('to', { name: voter.name, number: voter.position }), bold: true, fontSize: 14 },
            { text: resolution.title, bold: true, fontSize: 15, margin: [0, 6, 0, 0] },
            {
              text: word('until', { day: last ? formatDay(last, language) : '' }),
              bold: true,
              fontSize: 13,
              margin: [0, 4, 0, 0],
            },
          ],
        },
        {
          width: 'auto',
          stack: [
            { qr: voter.url, fit: 120, eccLevel: 'M' },
            { text: word('by_phone'), fontSize: 9.5, alignment: 'center' },
          ],
        },
      ],
    },
    { text: resolution.introduction, fontSize: 11, margin: [0, 6, 0, 0] },
    { text: t(`resolutions.way.${way}.text`), fontSize: 11, margin: [0, 4, 0, 0] },
    ...itemLines,
    { text: word('secret_link'), fontSize: 10, margin: [0, 6, 0, 0] },
    cut(word('cut')),
    ...(isConsent
      ? [
          {
            unbreakable: true,
            stack: [
              { text: word('slip_consent', { title: resolution.title }), bold: true, fontSize: 13 },
              { text: word('who', { name: voter.name, number: voter.position }), fontSize: 12 },
              box(t('resolutions.consent.yes')),
              box(t('resolutions.consent.no')),
              { text: word('sign'), fontSize: 12, margin: [0, 8, 0, 0] },
            ],
          } satisfies Content,
        ]
      : [
          {
            unbreakable: true,
            stack: [
              {
                text: word(secret ? 'slip_secret' : 'slip_vote', { title: resolution.title }),
                bold: true,
                fontSize: 13,
              },
              {
                text: secret ? word('no_name') : word('who', { name: voter.name, number: voter.position }),
                fontSize: 12,
              },
              choiceTable,
              ...(secret
                ? []
                : [{ text: word('sign'), fontSize: 12, margin: [0, 8, 0, 0] } satisfies Content]),
            ],
          } satisfies Content,
          ...(secret
            ? [
                cut(word('cut_envelope')),
                {
                  text: word('envelope', {
                    name: voter.name,
                    number: voter.position,
                    title: resolution.title,
                  }),
                  fontSize: 12,
                } satisfies Content,
              ]
            : []),
        ]),
  ])
  return {
    name: `${title} ${resolution.title}`,
    definition: {
      content: content.length > 0 ? content : [{ text: word('nobody') }],
      defaultStyle: { lineHeight: 1.25 },
      language: htmlLang(language),
      info: { title, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer: { left: `${t('portal.name')}  ${association.name}`, right: '' },
  }
}
