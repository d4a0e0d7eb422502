/** 通知書の様式: the letters of each scheme, for the section that keeps them. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { letterSchemes } from '~/modules/letters/queries/templates.server'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, LinkButton } from '~/ui/parts'

export const meta = titleMeta('letters.list.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  schemes: await letterSchemes(await currentActor(args)),
}))

export default function Letters() {
  const { schemes } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('letters.list.title')}
      lead={t('letters.list.lead')}
      crumbs={[{ href: '/desk/subsidies', label: t('letters.list.desk') }]}
    >
      {schemes.length === 0 && <p>{t('letters.list.none')}</p>}
      {schemes.map(({ key, name, letters }) => (
        <section key={key} className="stack" aria-labelledby={`scheme-${key}`}>
          <h2 id={`scheme-${key}`}>{name}</h2>
          <p>
            <LinkButton href={`/desk/subsidies/letters/${key}`}>{t('letters.list.head')}</LinkButton>
          </p>
          <ul className="plain-list">
            {letters.map(({ kind, form, own }) => (
              <li key={kind}>
                <a className="inline-block py-2" href={`/desk/subsidies/letters/${key}/${kind}`}>
                  {t(`letters.kind.${kind}`)}
                </a>{' '}
                {form && <span className="support">{form}</span>}{' '}
                {own && <Badge tone="info">{t('letters.list.own')}</Badge>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}
