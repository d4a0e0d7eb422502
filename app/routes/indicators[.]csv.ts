/** All indicators month by month as open data, for a spreadsheet; one year with `?year=`, else all. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { fileRows } from '~/modules/indicators/queries/overview.server'
import { LEAST, MONTHS, plainNumber, wordTenths } from '~/modules/indicators/rules'
import { yearQuery } from '~/modules/indicators/schema'
import { wordUnit } from '~/modules/indicators/words'
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
  const head = [...named, ...MONTHS.map((month) => t(`indicators.month_name.${month}`))]
  const number = (milli: number | null | undefined) =>
    milli === null || milli === undefined ? '' : plainNumber(milli)
  const lines = rows.map(({ summary, ...row }) => [
    row.year,
    row.theme,
    row.sheet,
    row.key,
    row.name,
    wordUnit(t, row.unit),
    row.section,
    number(row.previous),
    row.previousNote,
    number(summary.target?.milli),
    summary.tooFew ? t('indicators.too_few', { least: LEAST }) : number(summary.actual?.milli),
    summary.day ?? '',
    summary.achievement === null ? '' : wordTenths(summary.achievement),
    summary.target ? t(`indicators.standing.${summary.standing}`) : '',
    number(summary.published?.amount.milli),
    number(summary.counted?.milli),
    ...summary.lines.map(({ value }) => number(value?.milli)),
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
