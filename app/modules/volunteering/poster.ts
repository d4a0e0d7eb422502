/** ポスター, A4: what and when in large type, and the code that opens the page. */
import type { Content } from 'pdfmake/interfaces'
import { formatSpan } from '~/platform/clock'
import type { Language, Translate } from '~/platform/i18n'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf/order'

type Poster = {
  title: string
  body: string
  host: string
  venue: string
  stages: string[]
  days: { startsAt: Date; endsAt: Date }[]
  url: string
}

/** Days on a poster; the rest is counted. */
const DAYS = 5

export function posterPaper(
  poster: Poster,
  t: Translate,
  language: Language,
): { definition: PdfDefinition; footer: PdfFooter; name: string } {
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`volunteering.poster.${key}`, params)
  const name = at('file', { title: poster.title })
  const size = [...poster.title].length > 18 ? 34 : 44
  const content: Content[] = [
    { text: at('come'), fontSize: 20, lineHeight: 1.1 },
    { text: poster.title, bold: true, fontSize: size, lineHeight: 1.1, margin: [0, 6, 0, 10] },
    { text: poster.body, fontSize: 16, lineHeight: 1.35, margin: [0, 0, 0, 14] },
    {
      layout: 'strongBox',
      table: {
        widths: ['*'],
        body: [
          [
            {
              stack: [
                { text: at('days'), bold: true, fontSize: 16 },
                ...poster.days.slice(0, DAYS).map(
                  (day): Content => ({
                    text: formatSpan(day.startsAt, day.endsAt, language),
                    fontSize: 18,
                    lineHeight: 1.25,
                  }),
                ),
                ...(poster.days.length > DAYS
                  ? [{ text: at('more', { count: poster.days.length - DAYS }), fontSize: 14 }]
                  : []),
                {
                  text: `${t('volunteering.place.where')}: ${poster.venue}`,
                  fontSize: 16,
                  lineHeight: 1.25,
                  margin: [0, 6, 0, 0],
                },
                {
                  text: `${t('volunteering.place.stages')}: ${poster.stages.join('・')}`,
                  fontSize: 16,
                  lineHeight: 1.25,
                },
              ],
            },
          ],
        ],
      },
    },
    {
      columnGap: 24,
      margin: [0, 20, 0, 0],
      columns: [
        { qr: poster.url, fit: 170, eccLevel: 'Q', width: 'auto' },
        {
          width: '*',
          stack: [
            { text: at('scan'), bold: true, fontSize: 20, lineHeight: 1.15 },
            { text: poster.url, fontSize: 12, lineHeight: 1.2, margin: [0, 6, 0, 10] },
            { text: poster.host, bold: true, fontSize: 18, lineHeight: 1.15 },
          ],
        },
      ],
    },
  ]
  return {
    name,
    definition: {
      pageSize: 'A4',
      pageMargins: [48, 48, 48, 56],
      content,
      language,
      info: { title: name, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer: { left: t('portal.name'), right: '' },
  }
}
