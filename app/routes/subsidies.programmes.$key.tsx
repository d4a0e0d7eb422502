/** 補助制度 in words. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ProgrammeFacts } from '~/modules/subsidies/ProgrammeFacts'
import { programmeFor } from '~/modules/subsidies/queries/programmes.server'
import { dayOf, fiscalYear, now } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMetaFrom((data: { definition: { name: string } }) => data.definition.name)

export const loader = page(({ params }: LoaderFunctionArgs) =>
  programmeFor(params.key ?? '', fiscalYear(dayOf(now()))),
)

export default function ProgrammeInWords() {
  const { definition, key } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={definition.name}
      lead={definition.municipality}
      width="wide"
      crumbs={[
        { href: '/subsidies', label: t('subsidies.list.title') },
        { href: '/subsidies/programmes', label: t('programmes.list.title') },
      ]}
      actions={
        <>
          <LinkButton href={`/subsidies/estimate?programme=${key}`}>
            {t('subsidies.list.estimate')}
          </LinkButton>
          <LinkButton href={`/subsidies/programmes/${key}/versions`}>
            {t('programmes.versions.title')}
          </LinkButton>
        </>
      }
    >
      <ProgrammeFacts programme={definition} />
    </Page>
  )
}
