/** 回覧の表紙: what is bound behind it, by when it comes back, and where each household signs. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import { type Day, formatDay, formatInstant } from '~/platform/clock'
import type { PaperNotice } from '../queries/paper.server'
import { anchorOf, code, framed, type Ink } from './parts'

/** Boxes to sign where nobody is named. */
const BOXES = 20
const BOXES_A_ROW = 5
const BOX_HEIGHT = 38

export type Cover = {
  number: number
  association: string
  /** The group for which this copy is printed */
  group: string | null
  madeOn: Day
  returnBy: Day | null
  line: string
  /** Titles of what has been withdrawn since */
  leftOut: readonly string[]
  households: readonly string[]
  /** Where the group leader enters what was signed */
  tally: string
}

export function coverContent(cover: Cover, notices: readonly PaperNotice[], ink: Ink): Content[] {
  const { t, language } = ink
  const by = cover.returnBy
    ? t('circulars.paper.return_by', { day: formatDay(cover.returnBy, language) })
    : t('circulars.paper.return_by_hand')
  return [
    {
      columns: [
        { text: t('circulars.paper.circular'), bold: true, fontSize: 40, lineHeight: 1, width: 'auto' },
        {
          stack: [
            { text: t('circulars.number', { number: cover.number }), bold: true, fontSize: 18 },
            { text: formatDay(cover.madeOn, language) },
          ],
          width: '*',
          alignment: 'right',
        },
      ],
    },
    { text: cover.association, bold: true, fontSize: 17, margin: [0, 4, 0, 0] },
    ...(cover.group ? [{ text: cover.group, fontSize: 15 }] : []),
    framed([{ text: by, bold: true, fontSize: 18 }], 'strongBox'),
    ...(cover.line
      ? [{ text: cover.line, fontSize: 14, margin: [0, 2, 0, 4] as [number, number, number, number] }]
      : []),
    list(notices, ink),
    ...cover.leftOut.map(
      (title): Content => ({
        text: t('circulars.paper.left_out', { title }),
        fontSize: 12,
        margin: [0, 2, 0, 0],
      }),
    ),
    {
      unbreakable: true,
      stack: [
        { text: t('circulars.paper.sign_here'), bold: true, fontSize: 13, margin: [0, 12, 0, 4] },
        signBoxes(cover.households),
        code(cover.tally, t('circulars.paper.tally_title'), t('circulars.paper.tally_text')),
      ],
    },
  ]
}

function list(notices: readonly PaperNotice[], { t, language }: Ink): Content {
  const head = ['number', 'notice', 'to_do', 'page'].map(
    (part): TableCell => ({ text: t(`circulars.paper.head_${part}`), bold: true, fontSize: 12 }),
  )
  const body = notices.map((notice, index): TableCell[] => [
    { text: String(index + 1), alignment: 'right' },
    {
      stack: [
        {
          text: [...importance(notice, t), { text: notice.title, bold: true }],
          fontSize: 13.5,
          lineHeight: 1,
        },
        { text: notice.publisher, fontSize: 11.5 },
      ],
    },
    { stack: toDo(notice, { t, language, base: '' }), fontSize: 12 },
    { pageReference: anchorOf(notice), alignment: 'right' },
  ])
  return {
    table: { headerRows: 1, widths: [24, '*', 160, 40], body: [head, ...body], dontBreakRows: true },
    layout: 'rows',
    margin: [0, 4, 0, 4],
  }
}

function importance({ importance: weight, correctedAt }: PaperNotice, t: Ink['t']) {
  const words = [
    ...(weight === 'normal' ? [] : [t(`notices.importance.${weight}`)]),
    ...(correctedAt ? [t('notices.item.corrected')] : []),
  ]
  return words.length > 0 ? [{ text: `【${words.join('・')}】`, bold: true }] : []
}

/** やっていただくこと, and by when; a date to confirm; the day of an event. */
function toDo(notice: PaperNotice, { t, language }: Ink): Content[] {
  const until = (day: Day) => t('notices.item.until', { day: formatDay(day, language) })
  const made: Content[] = []
  if (notice.actionText) made.push({ text: notice.actionText })
  if (notice.actionBy) made.push({ text: until(notice.actionBy), bold: true })
  if (notice.eventStartsAt)
    made.push({ text: `${t('notices.item.event')}: ${formatInstant(notice.eventStartsAt, language)}` })
  if (notice.confirmBy)
    made.push({ text: t('circulars.paper.confirm_short', { day: formatDay(notice.confirmBy, language) }) })
  return made.length > 0 ? made : [{ text: t('circulars.paper.to_read') }]
}

/** Boxes in rows of five, numbered or named. */
function signBoxes(households: readonly string[]): Content {
  const words =
    households.length > 0 ? [...households] : Array.from({ length: BOXES }, (_, i) => String(i + 1))
  while (words.length % BOXES_A_ROW > 0) words.push('')
  const body: TableCell[][] = []
  for (let at = 0; at < words.length; at += BOXES_A_ROW)
    body.push(words.slice(at, at + BOXES_A_ROW).map((text) => ({ text, fontSize: 11, lineHeight: 1 })))
  return {
    table: {
      widths: Array.from({ length: BOXES_A_ROW }, () => '*'),
      heights: body.map(() => BOX_HEIGHT),
      body,
      dontBreakRows: true,
    },
    layout: 'grid',
  }
}
