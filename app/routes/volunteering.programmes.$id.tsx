/** 事業のページ: its periods with how they stand today, and the rules of applying. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { Paragraphs } from '~/modules/volunteering/Paragraphs'
import { programmePage } from '~/modules/volunteering/queries/programmes.server'
import { formatDay } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Banner, Icon, LinkButton, Table } from '~/ui/parts'

export const meta = titleMetaFrom((data: { programme: { title: string } }) => data.programme.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  programmePage(await currentActor(args), idParam(args.params.id)),
)

export default function Programme() {
  const { programme, periods, places, hosts, runs } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`volunteering.programme.${key}`, params)
  const rows = [
    ['offers', programme.offersFrom, programme.offersUntil],
    ['applications', programme.applyFrom, programme.applyUntil],
    ['activity', programme.activityFrom, programme.activityUntil],
    ['report', programme.activityFrom, programme.reportUntil],
  ] as const
  return (
    <Page
      title={programme.title}
      crumbs={[{ href: '/volunteering', label: t('volunteering.title') }]}
      actions={
        runs && (
          <LinkButton href={`/desk/volunteering/programmes/${programme.id}`}>
            <Icon name="pencil" /> {at('edit')}
          </LinkButton>
        )
      }
    >
      {programme.state === 'draft' && <Banner tone="info" title={at('draft')} />}
      {programme.state === 'closed' && (
        <Banner tone="info" title={t('volunteering.place.programme_closed')} />
      )}
      {programme.introduction && <Paragraphs text={programme.introduction} />}
      <p>{at('hosts', { count: hosts })}</p>
      {programme.state === 'open' && (
        <p className="actions">
          <LinkButton href={`/volunteering?programme=${programme.id}`} variant="primary">
            <Icon name="search" /> {at('find', { count: places })}
          </LinkButton>
          {periods.offers === 'open' && <LinkButton href="/volunteering/host">{at('offer')}</LinkButton>}
        </p>
      )}
      <h2>{at('periods')}</h2>
      <Table
        caption={at('caption')}
        head={[at('what'), at('when'), at('state')]}
        rows={rows.map(([period, from, until]) => [
          at(period),
          at('period', { from: formatDay(from, language), until: formatDay(until, language) }),
          <Badge key="state" tone={periods[period] === 'open' ? 'success' : 'neutral'}>
            {t(`volunteering.period_state.${periods[period]}`)}
          </Badge>,
        ])}
      />
      {programme.orientation && (
        <>
          <h2>{at('orientation')}</h2>
          <Paragraphs text={programme.orientation} />
        </>
      )}
      <h2>{at('rules')}</h2>
      <ul className="list-disc pl-6">
        <li>{at('offer_hours', { count: programme.offerHours })}</li>
        {programme.kind === 'experience' && <li>{at('consent_days', { count: programme.consentDays })}</li>}
        {programme.groupMost > 1 && <li>{at('group_most', { count: programme.groupMost })}</li>}
        {programme.insurance && <li>{programme.insurance}</li>}
      </ul>
    </Page>
  )
}
