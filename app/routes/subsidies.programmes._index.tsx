/** 補助制度の一覧: what is published, this city's and others'; for the city's staff the drafts too. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { ProgrammeList } from '~/modules/subsidies/ProgrammeList'
import { mayWriteProgrammes, programmesList } from '~/modules/subsidies/queries/versions.server'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('programmes.list.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  return { writes: mayWriteProgrammes(actor), programmes: await programmesList(actor) }
})

export default function Programmes() {
  const { writes, programmes } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('programmes.list.title')}
      lead={t('programmes.list.lead')}
      width="wide"
      crumbs={[{ href: '/subsidies', label: t('subsidies.list.title') }]}
      actions={
        writes && (
          <>
            <LinkButton href="/subsidies/programmes/new" variant="primary">
              {t('programmes.new.title')}
            </LinkButton>
            <LinkButton href="/subsidies/programmes/import">{t('programmes.import.title')}</LinkButton>
          </>
        )
      }
    >
      <ProgrammeList title={t('programmes.list.own')} programmes={programmes.filter(({ own }) => own)} />
      <ProgrammeList
        title={t('programmes.list.others')}
        lead={t('subsidies.list.others_lead')}
        programmes={programmes.filter(({ own }) => !own)}
      />
    </Page>
  )
}
