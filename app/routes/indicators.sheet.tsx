/** 指標・目標・実績・達成度 of a fiscal year, in the shape of the city's evaluation sheet: to print, A4 turned round. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { Credit, YearLinks } from '~/modules/indicators/Figures'
import { overview } from '~/modules/indicators/queries/overview.server'
import { amount, LEAST, wordTenths } from '~/modules/indicators/rules'
import { yearQuery } from '~/modules/indicators/schema'
import { wordFigure, wordPreviousNote, wordUnit } from '~/modules/indicators/words'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Table } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('indicators.sheet.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { year } = yearQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  return { ...(await overview(actor, year)), today: actor.today, demonstration: settings().DEMO }
})

export default function Sheet() {
  const { year, years, themes, today, demonstration } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const head = [
    'indicator',
    'unit',
    'previous',
    'target',
    'actual',
    'achievement',
    'state',
    'evaluation',
  ].map((key) => t(`indicators.head.${key}`))
  return (
    <Page
      title={t('indicators.sheet.of', { year: formatFiscalYear(year, language) })}
      lead={t('indicators.sheet.lead', { day: formatDay(today, language) })}
      crumbs={[{ href: `/indicators?year=${year}`, label: t('indicators.title') }]}
      width="wide"
    >
      <YearLinks at="/indicators/sheet" year={year} years={years} />
      <p className="support no-print">{t('indicators.sheet.print')}</p>
      {themes.length === 0 && (
        <p>{t('indicators.none_of_year', { year: formatFiscalYear(year, language) })}</p>
      )}
      <div className="indicator-sheet stack">
        {themes.map(({ theme, rows }) => (
          <Table
            key={theme}
            caption={[theme, [...new Set(rows.map(({ sheet }) => sheet).filter(Boolean))].join('・')]
              .filter(Boolean)
              .join(' ')}
            head={head}
            rows={rows.map(({ summary, ...row }) => [
              row.name,
              wordUnit(t, row.unit),
              row.previous === null
                ? '–'
                : `${wordFigure(t, amount(row.unit, row.previous))} ${wordPreviousNote(t, row.previousNote)}`.trim(),
              summary.target ? wordFigure(t, summary.target) : '–',
              summary.actual
                ? wordFigure(t, summary.actual)
                : summary.tooFew
                  ? t('indicators.too_few', { least: LEAST })
                  : '–',
              summary.achievement === null ? '–' : `${wordTenths(summary.achievement)}%`,
              summary.target ? t(`indicators.standing.${summary.standing}`) : '–',
              row.evaluation,
            ])}
          />
        ))}
      </div>
      <p className="support">{t('indicators.sheet.achievement')}</p>
      <Credit demonstration={demonstration} />
    </Page>
  )
}
