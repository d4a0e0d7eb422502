/** 引き継ぎ書: all of a pack on paper, which is enough for a handover without the portal. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import { type Day, formatDay, formatInstant } from '~/platform/clock'
import { htmlLang, type Language, type Translate } from '~/platform/i18n'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf.server'
import { wordAmount } from '~/ui/money-table'
import type { ItemShown, PackShown } from '../queries/pack.server'
import { type Entry, inShort, itemKinds } from '../rules'
import { monthsText } from '../words'

type Ink = { t: Translate; language: Language; home: string; at: Date }

/** A box to be ticked by hand: ticked already where it is so in the portal. */
const box = (on: boolean): TableCell => ({ text: on ? '■' : '□', alignment: 'center', fontSize: 13 })

/** A table whose title stands in its head, so that it is never left alone at the foot of a page. */
function titled(title: string, head: string[], rows: TableCell[][], widths: (string | number)[]): Content {
  const rest = head.slice(1).map((): TableCell => '')
  return {
    table: {
      headerRows: 2,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths,
      body: [
        [{ text: title, bold: true, fontSize: 13, colSpan: head.length }, ...rest],
        head.map((text): TableCell => ({ text, bold: true })),
        ...rows,
      ],
    },
    layout: 'grid',
    margin: [0, 12, 0, 0],
  }
}

const heading = (text: string): Content => ({ text, bold: true, fontSize: 13, margin: [0, 12, 0, 4] })

export function packPaper(
  pack: PackShown,
  ink: Ink,
): { name: string; definition: PdfDefinition; footer: PdfFooter } {
  const { t, language, at } = ink
  const word = (key: string, params?: Record<string, string>) => t(`handover.paper.${key}`, params)
  const names = { association: pack.association.name, post: seatName(pack, t) }
  const title = word('title', names)
  const here = `${ink.home}/associations/${pack.association.slug}/handover/${pack.pack.id}`
  const content: Content[] = [
    {
      columnGap: 12,
      columns: [
        {
          width: '*',
          stack: [
            { text: title, bold: true, fontSize: 20, lineHeight: 1.1 },
            { text: `${t(`handover.state.${pack.pack.state}`)} – ${word('private')}`, bold: true },
            { text: word('made', { at: formatInstant(at, language) }) },
            { text: word('keep'), margin: [0, 4, 0, 0] },
          ],
        },
        { qr: here, fit: 72, eccLevel: 'M', width: 'auto' },
      ],
    },
    signatures(pack, ink),
    ...checklist(pack, ink),
    ...moneyPart(pack, ink),
    yearPart(pack, ink),
    ...tasks(pack, ink),
    ...notes(pack, ink),
    ...documents(pack, ink),
    ...contacts(pack, ink),
    ...left(pack, ink),
  ]
  return {
    name: title,
    definition: {
      content,
      defaultStyle: { fontSize: 10.5, lineHeight: 1.2 },
      language: htmlLang(language),
      info: { title, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer: { left: word('page_left', names), right: '{page} / {pages}' },
  }
}

function seatName({ pack }: PackShown, t: Translate): string {
  return pack.number > 0 ? t('officers.page.seat', { post: pack.post, number: pack.number }) : pack.post
}

/** Both names with room to sign; with the day where it was signed in the portal. */
function signatures(pack: PackShown, { t, language }: Ink): Content {
  const word = (key: string) => t(`handover.paper.${key}`)
  const day = (instant: Date | null) => (instant ? formatInstant(instant, language) : word('blank'))
  const { outgoing, incoming } = pack
  const of = (person: { name: string } | null, key: string) => person?.name ?? t(`handover.pack.${key}`)
  const until = (on: Day) => t('officers.page.until', { day: formatDay(on, language) })
  const from = (on: Day) => t('officers.page.from', { day: formatDay(on, language) })
  return {
    table: {
      widths: [70, '*', 110, 130],
      heights: [16, 34, 34],
      body: [
        [
          '',
          { text: t('handover.contacts.name'), bold: true },
          { text: word('sign'), bold: true },
          { text: word('date'), bold: true },
        ],
        [
          { text: word('from'), bold: true },
          `${of(outgoing, 'nobody_before')}\n${outgoing ? until(outgoing.endsOn) : ''}`,
          '',
          day(pack.pack.signedOutAt),
        ],
        [
          { text: word('to'), bold: true },
          `${of(incoming, 'nobody_after')}\n${incoming ? from(incoming.startsOn) : ''}`,
          '',
          day(pack.pack.signedInAt),
        ],
      ],
    },
    layout: 'grid',
    margin: [0, 10, 0, 0],
  }
}

function itemText({ title, matter, note, reason }: ItemShown, { t, language }: Ink): [string, string] {
  const kind = matter && t(`handover.matter.kind.${matter.kind}`)
  const count = matter?.count ? t('handover.matter.count', { count: matter.count }) : ''
  const name = kind ? `${kind}: ${title || count}` : title
  const words = [
    matter?.word && t(matter.word),
    matter?.turn && t(`handover.matter.turn_${matter.turn}`),
    matter?.dueOn && t('handover.matter.due', { day: formatDay(matter.dueOn, language) }),
    matter?.kind === 'aed_keeper' && t('handover.matter.text.aed_keeper'),
    note,
    reason && t('handover.list_part.reason', { reason }),
  ].filter(Boolean)
  return [name, words.join('\n')]
}

function checklist(pack: PackShown, ink: Ink): Content[] {
  const { t } = ink
  const word = (key: string) => t(`handover.paper.${key}`)
  return itemKinds.flatMap((kind): Content[] => {
    const items = pack.items.filter((item) => item.kind === kind)
    if (items.length === 0) return []
    const rows = items.map((item): TableCell[] => {
      const [name, words] = itemText(item, ink)
      return [box(item.given), box(item.taken), name, words]
    })
    const head = [word('mark'), word('mark_in'), word('what'), word('where')]
    return [titled(t(`handover.kind.${kind}`), head, rows, [26, 26, '*', 200])]
  })
}

function moneyPart({ money }: PackShown, { t, language }: Ink): Content[] {
  if (!money) return []
  const word = (key: string, params?: Record<string, string>) => t(`handover.money.${key}`, params)
  if (!money.sheet || !money.sums) return [heading(word('title')), { text: word('none') }]
  const { sheet, sums } = money
  const row = (name: string, amount: number, bold = false): TableCell[] => [
    { text: name, bold },
    { text: wordAmount(amount, language), alignment: 'right', bold },
  ]
  const checked = money.auditedAt
    ? word('checked_at', { at: formatInstant(money.auditedAt, language) })
    : word('not_checked')
  return [
    titled(
      word('title'),
      [word('what'), word('sum')],
      [
        row(word('cash'), sheet.cash),
        ...sheet.accounts.map(({ name, balance }) => row(`${word('accounts')}: ${name}`, balance)),
        row(word('counted'), sums.counted, true),
        row(word('book'), sheet.book),
        row(word('difference'), sums.difference, true),
        ...sheet.outstanding.map(({ name, amount }) => row(`${word('outstandings')}: ${name}`, amount)),
      ],
      ['*', 120],
    ),
    {
      stack: [
        `${word('as_of')}: ${formatDay(sheet.asOf, language)}`,
        ...(sheet.note ? [`${word('note')}: ${sheet.note}`] : []),
        `${word('checked')}: ${checked}`,
        `${t('handover.paper.check_money')}: ______________________`,
      ],
      margin: [0, 4, 0, 0],
    },
  ]
}

function yearPart({ year, from, until, twoYears }: PackShown, { t, language }: Ink): Content {
  const word = (key: string, params?: Record<string, string | number>) => t(`handover.year.${key}`, params)
  const line = ({ on, kind, title, times }: Entry & { times: number }) => {
    const [year = 0, month = 0, day = 0] = on.split('-').map(Number)
    const what = times > 1 ? word('times', { title, times }) : title
    return `${word(twoYears ? 'day_of' : 'day', { year, month, day })} ${word(`kind.${kind}`)}: ${what}`
  }
  const span = word('lead', { from: formatDay(from, language), until: formatDay(until, language) })
  return titled(
    word('title'),
    [word('month'), `${word('what')}: ${span}`],
    year.map(({ month, entries }) => [
      word('month_of', { month }),
      inShort(entries).map(line).join('\n') || word('none'),
    ]),
    [50, '*'],
  )
}

function tasks({ tasks }: PackShown, { t }: Ink): Content[] {
  if (tasks.length === 0) return []
  const word = (key: string, params?: Record<string, string | number>) => t(`handover.tasks.${key}`, params)
  return [
    titled(
      word('title'),
      [word('task'), word('months'), word('hours')],
      tasks.map(({ title, helpers, months, minutes, times }) => [
        helpers ? `${title}\n${word('helpers', { helpers })}` : title,
        monthsText(months, t),
        word('times', { minutes, times }),
      ]),
      ['*', 120, 110],
    ),
  ]
}

function notes({ notes, within }: PackShown, { t }: Ink): Content[] {
  if (!within) return []
  const title = t('handover.notes.title')
  if (notes.length === 0) return [heading(title), { text: t('handover.notes.none') }]
  return [
    titled(
      title,
      [t('handover.year.month'), t('handover.notes.text')],
      notes.map(({ month, text }) => [
        month === null ? t('handover.notes.whole') : t('handover.year.month_of', { month }),
        text,
      ]),
      [80, '*'],
    ),
  ]
}

function documents({ documents }: PackShown, { t, language, home }: Ink): Content[] {
  const title = t('handover.documents.title')
  if (documents.length === 0) return [heading(title), { text: t('handover.documents.none') }]
  return [
    titled(
      title,
      [t('handover.paper.what'), t('handover.paper.web')],
      documents.map(({ kind, title, of, on, href }) => [
        `${title}\n${t(`handover.documents.kind.${kind}`)} ${of} ${formatDay(on, language)}`,
        { text: t('handover.matter.open'), link: `${home}${href}`, decoration: 'underline' },
      ]),
      ['*', 60],
    ),
  ]
}

function contacts({ contacts }: PackShown, { t }: Ink): Content[] {
  const word = (key: string) => t(`handover.contacts.${key}`)
  if (contacts.length === 0) return [heading(word('title')), { text: word('none') }]
  return [
    titled(
      word('title'),
      [word('who'), word('name'), word('phone'), `${word('email')} / ${word('address')}`],
      contacts.map(({ who, name, phone, email, address }) => [
        who,
        name,
        phone,
        [email, address].filter(Boolean).join('\n'),
      ]),
      [110, 80, 90, '*'],
    ),
  ]
}

/** What stays with the one who takes over, once it is handed over. */
function left(pack: PackShown, ink: Ink): Content[] {
  if (pack.pack.state === 'open') return []
  const items = pack.items.filter(({ key }) => pack.unfinished.includes(key))
  const title = ink.t('handover.paper.unfinished')
  if (items.length === 0) return [heading(title), { text: ink.t('handover.paper.none') }]
  return [heading(title), { ul: items.map((item) => itemText(item, ink)[0]) }]
}
