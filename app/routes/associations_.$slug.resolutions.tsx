/** 書面・電磁的決議 of an association: what is asked just now, and what was decided, for its members. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { resolutionsOf } from '~/modules/resolutions/queries/list.server'
import { StateBadge, useDays } from '~/modules/resolutions/ResolutionParts'
import { isRunning } from '~/modules/resolutions/rules'
import { page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, LinkButton, Pager } from '~/ui/parts'

export const meta = titleMeta('resolutions.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const before = queryParam(args.request, 'before', 9)
  const from = before && /^[1-9]\d{0,8}$/.test(before) ? Number(before) : undefined
  return {
    ...(await resolutionsOf(await currentActor(args), args.params.slug ?? '', from)),
    paged: Boolean(from),
  }
})

export default function Resolutions() {
  const { association, desk, resolutions, older, paged } = useLoaderData<typeof loader>()
  const t = useT()
  const { day, until, instant } = useDays()
  const here = `/associations/${association.slug}`
  return (
    <Page
      title={t('resolutions.list.of', { association: association.name })}
      lead={t('resolutions.list.lead')}
      crumbs={[{ href: here, label: association.name }]}
      actions={
        desk.run && (
          <LinkButton href={`${here}/resolutions/new`} variant="primary">
            {t('resolutions.list.new')}
          </LinkButton>
        )
      }
    >
      {resolutions.length === 0 && <p>{t('resolutions.list.none')}</p>}
      {resolutions.map((row) => (
        <section className="card" key={row.id}>
          <h2 className="card-title">
            <a href={`${here}/resolutions/${row.id}`}>{row.title}</a>
          </h2>
          <p className="notice-marks">
            <StateBadge state={row.state} />{' '}
            {row.asksMe && <Badge tone="danger">{t('resolutions.list.asks_you')}</Badge>}
          </p>
          {isRunning(row.state) && <p>{until(row.last)}</p>}
          {row.state === 'decided' && (
            <p className="support">
              {t('resolutions.list.decided_on', { at: instant(row.decidedAt) ?? day(row.last) ?? '' })}
            </p>
          )}
          {row.reason !== '' && row.state !== 'checking' && <p>{t(`resolutions.reason.${row.reason}`)}</p>}
          <ul className="bullets">
            {row.items.map((item) => (
              <li key={item.id}>
                {item.title}{' '}
                {item.carried !== null && (
                  <Badge tone={item.carried ? 'success' : 'danger'}>
                    {t(`resolutions.result.${item.carried ? 'carried' : 'lost'}`)}
                  </Badge>
                )}
              </li>
            ))}
          </ul>
          {row.asksMe && (
            <p className="actions">
              <LinkButton href={`/resolutions/${row.id}/vote`} variant="primary">
                {t(`resolutions.list.answer_${row.state}`)}
              </LinkButton>
            </p>
          )}
        </section>
      ))}
      <Pager
        olderHref={older ? `${here}/resolutions?before=${older}` : undefined}
        firstHref={paged ? `${here}/resolutions` : undefined}
      />
    </Page>
  )
}
