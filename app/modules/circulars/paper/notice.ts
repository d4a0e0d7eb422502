/** お知らせ as an A4 sheet that can hang on a board or go round: what to do by when stands above the text. */
import type { Column, Content } from 'pdfmake/interfaces'
import { type Day, dayOf, formatDay, formatEnd, formatInstant } from '~/platform/clock'
import { markdownContent } from '~/platform/pdf/markdown'
import type { PaperNotice } from '../queries/paper.server'
import { anchorOf, code, framed, type Ink, line, mark, WIDTH } from './parts'

/** A notice in another language: its own title and text, with who wrote it. */
export type PaperVersion = { title: string; body: string; writtenBy: string; outdated: boolean }

const PICTURE_HEIGHT = 320

/**
 * The content of one notice, from its marks to its code.
 * @param pictures collects the pictures of the document by name
 */
export function noticeContent(
  notice: PaperNotice,
  ink: Ink,
  pictures: Record<string, string>,
  version?: PaperVersion,
): Content[] {
  return [
    head(notice, ink),
    marks(notice, ink),
    title(notice, ink, version),
    ...words(notice, ink),
    ...(version ? versionNote(version, ink) : []),
    ...boxes(notice, ink),
    ...notice.passings.filter((passing) => passing.line !== '').map((passing) => passedOn(passing, ink)),
    {
      stack: markdownContent(version?.body ?? notice.body, ink.base),
      fontSize: sizeOf(notice, version),
      margin: [0, 6, 0, 0],
    },
    ...attached(notice, ink, pictures),
    code(
      `${ink.base}/notices/${notice.id}`,
      ink.t('circulars.paper.code_title'),
      ink.t(notice.confirmBy ? 'circulars.paper.code_confirm' : 'circulars.paper.code_text'),
    ),
  ]
}

/** Few words are set larger, so that they can be read from a step away. Points. */
function sizeOf(notice: PaperNotice, version?: PaperVersion): number {
  const letters = (version?.body ?? notice.body).length
  if (notice.pictures.length > 0 || letters > 400) return 13.5
  return letters > 150 ? 15 : 18
}

function head(notice: PaperNotice, { language }: Ink): Content {
  const { publisher, publishedAt } = notice
  return {
    columns: [
      { id: anchorOf(notice), text: publisher, bold: true, fontSize: 14, width: '*' },
      { text: publishedAt ? formatDay(dayOf(publishedAt), language) : '', width: 'auto', noWrap: true },
    ],
    columnGap: 10,
  }
}

function marks(notice: PaperNotice, { t }: Ink): Content {
  const { importance, visibility } = notice
  const columns: Column[] = []
  if (importance !== 'normal')
    columns.push(mark(t(`notices.importance.${importance}`), importance === 'urgent'))
  columns.push(mark(t(`notices.category.${notice.category}`)))
  if (notice.correctedAt) columns.push(mark(t('notices.item.corrected')))
  if (visibility !== 'public') columns.push(mark(t('circulars.paper.members')))
  return { columns, columnGap: 8, margin: [0, 8, 0, 6] }
}

/** The louder the matter, the heavier the frame. */
function title(notice: PaperNotice, { t }: Ink, version?: PaperVersion): Content {
  const shown = version?.title || notice.title || t('notices.desk.untitled')
  const text: Content = { text: shown, bold: true, fontSize: shown.length > 34 ? 21 : 25, lineHeight: 1 }
  if (notice.importance !== 'normal')
    return framed([text], notice.importance === 'urgent' ? 'strongBox' : 'box')
  return { stack: [text, line(2)], margin: [0, 2, 0, 6] }
}

/** What has become of it: withdrawn, over, not yet public, corrected. */
function words(notice: PaperNotice, { t, language }: Ink): Content[] {
  const told = (headline: string, more = ''): Content[] => [
    framed([{ text: headline, bold: true, fontSize: 16 }, ...(more ? [{ text: more }] : [])], 'strongBox'),
  ]
  switch (notice.state) {
    case 'withdrawn':
      return told(
        t('circulars.paper.withdrawn', { day: dayWords(notice.withdrawnAt, language) }),
        t('notices.page.withdrawn_text', { reason: notice.withdrawnReason ?? '' }),
      )
    case 'expired':
      return told(t('circulars.paper.expired', { day: dayWords(notice.expiresAt, language) }))
    case 'published':
      break
    default:
      return told(t('notices.page.draft_banner', { state: t(`notices.state.${notice.state}`) }))
  }
  if (!notice.correctedAt) return []
  const reason = notice.correctedReason
  return [
    framed(
      [
        { text: t('circulars.paper.corrected', { day: dayWords(notice.correctedAt, language) }), bold: true },
        ...(reason ? [{ text: t('notices.page.corrected_reason', { reason }) }] : []),
      ],
      'box',
    ),
  ]
}

function dayWords(instant: Date | null, language: string): string {
  return instant ? formatDay(dayOf(instant), language) : ''
}

function versionNote(version: PaperVersion, { t }: Ink): Content[] {
  const by = t('circulars.paper.written_by', { name: version.writtenBy })
  const note = version.outdated ? `${by} ${t('circulars.paper.outdated')}` : by
  return [{ text: note, fontSize: 12, margin: [0, 2, 0, 4] }]
}

function boxes(notice: PaperNotice, { t, language }: Ink): Content[] {
  const made: Content[] = []
  const until = (day: Day) => t('notices.item.until', { day: formatDay(day, language) })
  if (notice.actionText) {
    made.push(
      framed(
        [
          { text: t('notices.page.action_title'), bold: true, fontSize: 12.5 },
          { text: notice.actionText, bold: true, fontSize: 16 },
          ...(notice.actionBy ? [{ text: until(notice.actionBy), bold: true, fontSize: 18 }] : []),
        ],
        'strongBox',
      ),
    )
  }
  if (notice.confirmBy) {
    made.push(
      framed(
        [
          { text: t('circulars.paper.confirm_title'), bold: true, fontSize: 12.5 },
          {
            text: t('circulars.paper.confirm_text', { day: formatDay(notice.confirmBy, language) }),
            bold: true,
          },
        ],
        'box',
      ),
    )
  }
  if (notice.eventStartsAt) {
    const from = formatInstant(notice.eventStartsAt, language)
    const to = notice.eventEndsAt
      ? ` ${t('notices.page.until', { end: formatEnd(notice.eventStartsAt, notice.eventEndsAt, language) })}`
      : ''
    const rows: [string, string][] = [
      [t('notices.page.when'), to ? t('notices.item.at', { start: from }) + to : from],
    ]
    if (notice.eventPlace) rows.push([t('notices.page.where'), notice.eventPlace])
    if (notice.eventCapacity)
      rows.push([t('circulars.paper.capacity'), t('circulars.paper.people', { count: notice.eventCapacity })])
    made.push(
      framed(
        rows.map(([label, value]) => ({
          columns: [
            { text: label, width: 62, bold: true, fontSize: 12.5, margin: [0, 2, 0, 0] },
            { text: value, width: '*', bold: true, fontSize: 15 },
          ],
          columnGap: 8,
        })),
        'box',
      ),
    )
  }
  return made
}

function passedOn(passing: PaperNotice['passings'][number], { t }: Ink): Content {
  const words = {
    text: t('circulars.paper.passed_on', { name: passing.association }),
    bold: true,
    fontSize: 12.5,
  }
  return { stack: [words, { text: passing.line }], margin: [12, 4, 0, 6] }
}

function attached(notice: PaperNotice, { t }: Ink, pictures: Record<string, string>): Content[] {
  const made: Content[] = []
  for (const [index, { name, url }] of notice.pictures.entries()) {
    const key = `notice-${notice.id}-${index}`
    if (url) pictures[key] = url
    made.push(
      url
        ? { image: key, fit: [WIDTH, PICTURE_HEIGHT], alignment: 'center', margin: [0, 8, 0, 4] }
        : { text: t('circulars.paper.file', { name }) },
    )
  }
  for (const name of notice.files)
    made.push({ text: t('circulars.paper.file', { name }), margin: [0, 4, 0, 0] })
  return made
}
