/** 操作記録 of one association, for its 会長 and 監事. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AuditList, type TrailEntry } from '~/modules/accounts/AuditList'
import { trailOf } from '~/modules/accounts/queries/administration.server'
import { currentActor } from '~/modules/accounts/session.server'
import { page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Pager } from '~/ui/parts'

export const meta = titleMeta('accounts.audit.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const before = queryParam(args.request, 'before', 20)
  const { entries, ...rest } = await trailOf(await currentActor(args), args.params.slug ?? '', before)
  return { ...rest, entries: entries as TrailEntry[], first: before === undefined }
})

export default function AssociationAudit() {
  const { association, entries, next, first } = useLoaderData<typeof loader>()
  const t = useT()
  const here = `/associations/${association.slug}/audit`
  return (
    <Page
      title={t('accounts.audit.of', { association: association.name })}
      lead={t('accounts.audit.lead_own')}
      crumbs={[{ href: `/associations/${association.slug}`, label: association.name }]}
    >
      <AuditList entries={entries} />
      <Pager olderHref={next ? `${here}?before=${next}` : undefined} firstHref={first ? undefined : here} />
    </Page>
  )
}
