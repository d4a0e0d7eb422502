/** 交付した補助金 one by one, and by year as bars with the same numbers beside them. */
import type { ReactNode } from 'react'
import { formatFiscalYear } from '~/platform/clock'
import { htmlLang } from '~/platform/i18n'
import { Bars } from '~/ui/bars'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import { Table } from '~/ui/parts'
import type { Grant, YearOfGrants } from './queries/granted.server'

/** So many years fit side by side on a phone. */
const BARS = 8

export function GrantedYears({ sums }: { sums: readonly YearOfGrants[] }) {
  const t = useT()
  const language = useLanguage()
  const short = new Intl.NumberFormat(htmlLang(language), { notation: 'compact', maximumFractionDigits: 1 })
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`applications.granted.${key}`, params)
  return (
    <>
      <h2>{at('by_year')}</h2>
      <div className="grid items-start gap-6 sm:grid-cols-2">
        <Bars
          label={at('bars')}
          bars={sums
            .slice(0, BARS)
            .toReversed()
            .map(({ year, amount }) => ({ label: String(year), value: amount, text: short.format(amount) }))}
        />
        <Figures
          caption={at('by_year')}
          captionHidden
          head={[at('year'), at('count'), at('amount_yen')]}
          rows={sums.map(({ year, count, amount }) => [
            formatFiscalYear(year, language),
            count,
            <span key="amount" className="whitespace-nowrap">
              {amount.toLocaleString('ja-JP')}
            </span>,
          ])}
        />
      </div>
    </>
  )
}

export function GrantedList({ grants }: { grants: readonly Grant[] }) {
  return (
    <>
      <div className="max-sm:hidden">
        <GrantedTable grants={grants} />
      </div>
      <div className="sm:hidden">
        <GrantedLines grants={grants} />
      </div>
    </>
  )
}

function GrantedTable({ grants }: { grants: readonly Grant[] }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`applications.granted.${key}`, params)
  return (
    <Table
      caption={at('caption')}
      head={['year', 'association', 'works', 'amount'].map((key) => at(key))}
      rows={grants.map((grant) => [
        formatFiscalYear(grant.year, language),
        <Told key="association" more={grant.district && t('associations.district', { name: grant.district })}>
          <a href={`/associations/${grant.slug}`}>{grant.association}</a>
        </Told>,
        <Told key="works" more={grant.scheme}>
          {grant.works.join(t('subsidies.rule.comma'))}
        </Told>,
        <Told key="amount" more={at(`state_${grant.state}`)}>
          <span className="whitespace-nowrap">
            {at('yen', { amount: grant.amount.toLocaleString('ja-JP') })}
          </span>
        </Told>,
      ])}
    />
  )
}

/** The same on a phone, where a table of cards would be endless. */
function GrantedLines({ grants }: { grants: readonly Grant[] }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`applications.granted.${key}`, params)
  return (
    <ul className="notice-list">
      {grants.map((grant) => (
        <li key={grant.id} className="notice-row plain-list">
          <p className="flex flex-wrap justify-between gap-x-4">
            <a className="inline-block py-2" href={`/associations/${grant.slug}`}>
              {grant.association}
            </a>
            <strong>{at('yen', { amount: grant.amount.toLocaleString('ja-JP') })}</strong>
          </p>
          <p className="support">
            {[
              formatFiscalYear(grant.year, language),
              grant.works.join(t('subsidies.rule.comma')),
              at(`state_${grant.state}`),
            ].join(' / ')}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** What a cell says first, and below it what belongs to it. */
function Told({ children, more }: { children: ReactNode; more: string | null }) {
  return (
    <>
      {children}
      {more && <span className="support block">{more}</span>}
    </>
  )
}
