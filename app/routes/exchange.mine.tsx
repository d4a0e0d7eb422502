/** 自分の意見・質問: what one has asked, supported and follows. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { OwnList } from '~/modules/exchange/OwnList'
import { ownMatters, waitingForOfficer } from '~/modules/exchange/queries/own.server'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton } from '~/ui/parts'

export const meta = titleMeta('exchange.mine.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [own, offices] = await Promise.all([ownMatters(actor), waitingForOfficer(actor)])
  return { ...own, offices }
})

export default function Mine() {
  const { asked, supported, followed, offices } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('exchange.mine.title')}
      crumbs={[{ href: '/exchange', label: t('exchange.title') }]}
      actions={
        <>
          <LinkButton href="/exchange/new" variant="primary">
            <Icon name="pencil" /> {t('exchange.ask.title')}
          </LinkButton>
          {offices.map(({ slug, name, count }) => (
            <LinkButton key={slug} href={`/associations/${slug}/exchange`}>
              {t(count > 0 ? 'exchange.of.link_waiting' : 'exchange.of.link', { name, count })}
            </LinkButton>
          ))}
        </>
      }
    >
      <h2>{t('exchange.mine.asked')}</h2>
      <OwnList matters={asked} none={t('exchange.mine.none_asked')} />
      <h2>{t('exchange.mine.supported')}</h2>
      <OwnList matters={supported} none={t('exchange.mine.none_supported')} />
      <h2>{t('exchange.mine.followed')}</h2>
      <OwnList matters={followed} none={t('exchange.mine.none_followed')} />
    </Page>
  )
}
