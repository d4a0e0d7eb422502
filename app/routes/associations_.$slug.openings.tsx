/** 会の募集: all openings of an association with how they stand, for those who keep its officers. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { OpeningStateBadge } from '~/modules/openings/OpeningParts'
import { openingsToKeep } from '~/modules/openings/queries/keeper.server'
import { formatDay } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, LinkButton, Table } from '~/ui/parts'

export const meta = titleMeta('openings.kept.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  openingsToKeep(await currentActor(args), args.params.slug ?? ''),
)

export default function KeptOpenings() {
  const { association, answers, openings } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const here = `/associations/${association.slug}`
  const at = (key: string) => t(`openings.kept.${key}`)
  return (
    <Page
      title={t('openings.kept.of', { association: association.name })}
      lead={at('lead')}
      crumbs={[{ href: here, label: association.name }]}
      width="wide"
      actions={
        <>
          <LinkButton href={`${here}/openings/new`} variant="primary">
            {at('new')}
          </LinkButton>
          {answers && <LinkButton href={`${here}/interest`}>{t('openings.desk.title')}</LinkButton>}
          <LinkButton href={`/openings?association=${association.slug}`}>{at('public')}</LinkButton>
        </>
      }
    >
      {openings.length === 0 ? (
        <p>{at('none')}</p>
      ) : (
        <Table
          caption={at('caption')}
          head={[at('head_title'), at('head_state'), at('head_active'), at('head_closes'), at('head_keep')]}
          rows={openings.map((opening) => [
            <span key="title">
              <a href={`/openings/${opening.id}`} className="inline-block py-2">
                {opening.title}
              </a>
              <span className="support block">
                {[t(`openings.kind.${opening.kind}.title`), opening.post].filter(Boolean).join(' / ')}
              </span>
            </span>,
            <OpeningStateBadge key="state" state={opening.state} />,
            <span key="active">
              {t('openings.page.people', { count: opening.active })}{' '}
              {opening.overdue > 0 && (
                <Badge tone="danger">{t('openings.kept.overdue', { count: opening.overdue })}</Badge>
              )}
            </span>,
            opening.closesOn ? formatDay(opening.closesOn, language) : at('no_close'),
            <a key="keep" href={`${here}/openings/${opening.id}/edit`} className="inline-block py-2">
              {t('openings.kept.edit', { title: opening.title })}
            </a>,
          ])}
        />
      )}
    </Page>
  )
}
