/** 採択の順番の結果: for anybody, by receipt number, with what is needed to work it out again. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { publicRound } from '~/modules/applications/queries/round.server'
import { ticketOf } from '~/modules/applications/rules'
import { formatFiscalYear, formatInstant } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { DataList, Table } from '~/ui/parts'

export const meta = titleMeta('budgets.public.title')

export const loader = page(({ params }: LoaderFunctionArgs) => publicRound(idParam(params.id)))

export default function PublicRound() {
  const { year, programme, method, seed, at: made, lines } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`budgets.public.${key}`, params)
  const first = lines[0]
  return (
    <Page
      title={at('title')}
      lead={at('lead', { programme, year: formatFiscalYear(year, language) })}
      crumbs={[{ href: '/subsidies', label: t('subsidies.list.title') }]}
      width="wide"
    >
      <p>
        {at('made', { at: formatInstant(made, language), method: t(`budgets.round.${method}`) })}{' '}
        {at('names')}
      </p>
      <h2>{at('how')}</h2>
      <p>{at(`how_${method}`)}</p>
      {method === 'lot' && first && (
        <>
          <p>{at('again')}</p>
          <DataList
            rows={[
              [
                at('seed'),
                <code key="seed" className="break-all">
                  {seed}
                </code>,
              ],
              [
                at('again_first'),
                <code key="first" className="break-all">
                  {ticketOf(seed, first.receipt)}
                </code>,
              ],
            ]}
          />
        </>
      )}
      <Table
        caption={at('table')}
        head={[at('order'), at('receipt'), at(`key_${method}`)]}
        rows={lines.map(({ order, receipt, key }) => [
          order,
          receipt,
          method === 'lot' ? (
            <code key="key" className="break-all">
              {key}
            </code>
          ) : method === 'first_come' ? (
            formatInstant(new Date(key), language)
          ) : (
            key
          ),
        ])}
      />
      <p className="support">{at('note')}</p>
    </Page>
  )
}
