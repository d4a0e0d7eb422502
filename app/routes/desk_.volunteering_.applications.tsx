/** 体験の申込み: the centre's list, with filters, without names. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { StateBadge, stageKey } from '~/modules/participation/PartyParts'
import { applicationList } from '~/modules/participation/queries/people.server'
import { applicationStates } from '~/modules/participation/rules'
import { applicationQuery } from '~/modules/participation/schema'
import { formatFiscalYear, formatInstant, formatSpan } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, Button, LinkButton, Pager, Table } from '~/ui/parts'

export const meta = titleMeta('participation.desk.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const query = applicationQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  return { query, ...(await applicationList(requireUser(await currentActor(args)), query)) }
})

export default function Applications() {
  const { query, rows, count, programmes, toCall, next } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const href = (after?: number) => {
    const kept = Object.entries({ ...query, after }).filter(([, value]) => value !== undefined)
    return `/desk/volunteering/applications?${new URLSearchParams(kept.map(([k, v]) => [k, String(v)]))}`
  }
  return (
    <Page
      title={t('participation.desk.title')}
      lead={t('participation.desk.lead')}
      width="wide"
      crumbs={[{ href: '/desk/volunteering', label: t('participation.board') }]}
      actions={
        <>
          <LinkButton href="/desk/volunteering/questions">{t('participation.desk.questions')}</LinkButton>
          <LinkButton href="/desk/volunteering/concerns">{t('participation.desk.concerns')}</LinkButton>
        </>
      }
    >
      {toCall > 0 && (
        <Banner tone="warning" title={t('participation.desk.to_call', { count: toCall })}>
          <p>{t('participation.desk.to_call_text')}</p>
          <LinkButton href="/desk/volunteering/applications?phone=on&state=offered">
            {t('participation.desk.to_call_link')}
          </LinkButton>
        </Banner>
      )}
      <form method="get" className="form">
        <div className="field">
          <label className="field-label" htmlFor="state">
            {t('participation.desk.state')}
          </label>
          <select id="state" name="state" className="input" defaultValue={query.state ?? ''}>
            <option value="">{t('participation.desk.all')}</option>
            {applicationStates.map((state) => (
              <option key={state} value={state}>
                {t(`participation.state.${state}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label className="field-label" htmlFor="programme">
            {t('participation.desk.programme')}
          </label>
          <select id="programme" name="programme" className="input" defaultValue={query.programme ?? ''}>
            <option value="">{t('participation.desk.all')}</option>
            {programmes.map(({ id, title, year }) => (
              <option key={id} value={id}>
                {title} {formatFiscalYear(year, language)}
              </option>
            ))}
          </select>
        </div>
        <label className="choice">
          <input type="checkbox" name="phone" value="on" defaultChecked={query.phone === 'on'} />
          <span>{t('participation.desk.phone_filter')}</span>
        </label>
        <div className="actions">
          <Button variant="secondary">{t('participation.desk.filter')}</Button>
        </div>
      </form>
      <p>{t('participation.desk.count', { count })}</p>
      {rows.length === 0 ? (
        <p>{t('participation.desk.none')}</p>
      ) : (
        <Table
          caption={t('participation.desk.title')}
          head={[
            t('participation.desk.head_place'),
            t('participation.desk.head_when'),
            t('participation.people.head_state'),
            t('participation.people.head_party'),
            t('participation.desk.head_stages'),
            t('participation.desk.head_applied'),
          ]}
          rows={rows.map((row) => [
            <span key="place">
              <a href={`/desk/volunteering/applications/${row.id}`}>{row.title}</a>
              <span className="support block">{row.host}</span>
            </span>,
            formatSpan(row.startsAt, row.endsAt, language),
            <span key="state">
              <StateBadge state={row.state} />
              {row.keptUntil && (
                <span className="support block">
                  {t('participation.desk.kept', { until: formatInstant(row.keptUntil, language) })}
                </span>
              )}
            </span>,
            String(row.size),
            row.stages.map((stage) => t(stageKey(stage))).join(', '),
            formatInstant(row.createdAt, language),
          ])}
        />
      )}
      <Pager olderHref={next ? href(next) : undefined} firstHref={query.after ? href() : undefined} />
    </Page>
  )
}
