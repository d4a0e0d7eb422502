/** 意見・質問1件, for those who route it and for the section it is with. Each act has a page of its own. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { Acts, Asked, Course, Facts, Similar, Standing } from '~/modules/exchange/CityMatterParts'
import { cityMatter } from '~/modules/exchange/queries/city-matter.server'
import { idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMetaFrom((data: { matter: { title: string } }) => data.matter.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  return { matter: await cityMatter(actor, idParam(args.params.id)), today: actor.today }
})

export default function MatterAtDesk() {
  const { matter, today } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={matter.title}
      lead={`No.${matter.id}`}
      crumbs={[{ href: '/desk/exchange', label: t('exchange.city.desk.title') }]}
      actions={
        matter.receivedAt !== null && matter.state !== 'refused' ? (
          <LinkButton href={`/exchange/${matter.id}`}>{t('exchange.city.one.public')}</LinkButton>
        ) : undefined
      }
    >
      <Standing matter={matter} today={today} />
      {matter.joinedToId !== null && (
        <Banner tone="info" title={t('exchange.city.desk.joined', { to: matter.joinedToId })}>
          <LinkButton href={`/desk/exchange/${matter.joinedToId}`}>
            {t('exchange.city.one.joined_to')}
          </LinkButton>
        </Banner>
      )}
      {matter.state === 'waiting' && (
        <Banner tone="warning" title={t('exchange.city.one.waiting')}>
          <p>{t('exchange.city.one.waiting_text')}</p>
        </Banner>
      )}
      <Asked matter={matter} />
      <Acts matter={matter} />
      <Facts matter={matter} />
      <Similar matter={matter} />
      <Course matter={matter} />
    </Page>
  )
}
