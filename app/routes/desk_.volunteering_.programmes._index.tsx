/** 事業の一覧: opened, closed, and copied for the next year. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mayInPortal } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { deskProgrammes } from '~/modules/volunteering/queries/programmes.server'
import { formatFiscalYear } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, ConfirmPost, Icon, LinkButton, PostButton } from '~/ui/parts'

export const meta = titleMeta('volunteering.programmes.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  return { programmes: await deskProgrammes(actor), runs: mayInPortal(actor, 'volunteer.run') }
})

export default function Programmes() {
  const { programmes, runs } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.programmes.${key}`, params)
  return (
    <Page
      title={at('title')}
      crumbs={[{ href: '/desk/volunteering', label: t('volunteering.desk.title') }]}
      actions={
        runs && (
          <LinkButton href="/desk/volunteering/programmes/new" variant="primary">
            <Icon name="pencil" /> {at('new')}
          </LinkButton>
        )
      }
    >
      {programmes.length === 0 && <p>{at('none')}</p>}
      {programmes.map((programme) => {
        const { id, title, state, version } = programme
        const path = `/desk/volunteering/programmes/${id}`
        return (
          <section key={id} className="card">
            <h2 className="card-title">
              <a href={`/volunteering/programmes/${id}`}>{title}</a>
            </h2>
            <p>
              <Badge tone={state === 'open' ? 'success' : 'neutral'}>
                {t(`volunteering.programme_state.${state}`)}
              </Badge>{' '}
              {[
                formatFiscalYear(programme.year, language),
                t(`volunteering.kind.${programme.kind}`),
                `${at('places')} ${programme.places}`,
              ].join(' / ')}
            </p>
            {runs && (
              <div className="actions">
                <LinkButton href={path}>{at('edit')}</LinkButton>
                {state === 'open' ? (
                  <ConfirmPost
                    action={path}
                    summary={at('close_summary')}
                    label={at('to_closed', { title })}
                    fields={{ intent: 'move', to: 'closed', version }}
                  />
                ) : (
                  <PostButton
                    action={path}
                    label={at('to_open', { title })}
                    fields={{ intent: 'move', to: 'open', version }}
                  />
                )}
                <PostButton action={path} label={at('copy_of', { title })} fields={{ intent: 'copy' }} />
              </div>
            )}
          </section>
        )
      })}
    </Page>
  )
}
