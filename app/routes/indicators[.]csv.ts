/**
 * All indicators month by month as open data, for a spreadsheet; one year with `?year=`, else all. After the months
 * stand where each comes from, and what was noted of it.
 */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { fileRows } from '~/modules/indicators/queries/overview.server'
import { LEAST, MONTHS, plainNumber, wordTenths } from '~/modules/indicators/rules'
import { yearQuery } from '~/modules/indicators/schema'
import { wordPreviousNote, wordSource, wordUnit } from '~/modules/indicators/words'
import { csv } from '~/platform/csv'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  const t = translator(language)
  const { year } = yearQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  const rows = await fileRows(actor, year)
  const named = [
    'year',
    'theme',
    'sheet',
    'key',
    'indicator',
    'unit',
    'section',
    'previous',
    'previous_note',
    'target',
    'actual',
    'until',
    'achievement',
    'state',
    'published',
    'counted',
  ].map((name) => t(`indicators.head.${name}`))
  const months = MONTHS.map((month) => t(`indicators.month_name.${month}`))
  const ofEach = (key: string) => months.map((month) => `${month} ${t(key)}`)
  const head = [...named, ...months, ...ofEach('indicators.head.source'), ...ofEach('indicators.enter.note')]
  const number = (milli: number | null | undefined) =>
    milli === null || milli === undefined ? '' : plainNumber(milli)
  const lines = rows.map(({ summary, entries, ...row }) => [
    row.year,
    row.theme,
    row.sheet,
    row.key,
    row.name,
    wordUnit(t, row.unit),
    row.section,
    number(row.previous),
    wordPreviousNote(t, row.previousNote),
    number(summary.target?.milli),
    summary.tooFew ? t('indicators.too_few', { least: LEAST }) : number(summary.actual?.milli),
    summary.day ?? '',
    summary.achievement === null ? '' : wordTenths(summary.achievement),
    summary.target ? t(`indicators.standing.${summary.standing}`) : '',
    number(summary.published?.amount.milli),
    number(summary.counted?.milli),
    ...summary.lines.map(({ value }) => number(value?.milli)),
    ...MONTHS.map((month) => {
      const entry = entries.find((one) => one.month === month)
      return entry ? wordSource(t, entry) : ''
    }),
    ...MONTHS.map((month) => entries.find((one) => one.month === month)?.note ?? ''),
  ])
  return new Response(csv([head, ...lines]), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="indicators.csv"',
      'Cache-Control': 'public, max-age=300',
      Vary: 'Accept-Language, Cookie',
    },
  })
})
