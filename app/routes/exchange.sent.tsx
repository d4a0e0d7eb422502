/** After asking without an account: what to do with the mail. Names nothing, so that it can be shown to anybody. */
import { PROOF_HOURS } from '~/modules/exchange/rules'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('exchange.sent.title')

export default function Sent() {
  const t = useT()
  return (
    <Page title={t('exchange.sent.title')} crumbs={[{ href: '/exchange', label: t('exchange.title') }]}>
      <Banner tone="info" title={t('exchange.sent.mail')}>
        <p>{t('exchange.sent.text', { hours: PROOF_HOURS })}</p>
      </Banner>
      <ol className="stages">
        <li>{t('exchange.sent.step_mail')}</li>
        <li>{t('exchange.sent.step_look')}</li>
        <li>{t('exchange.sent.step_public')}</li>
      </ol>
      <LinkButton href="/exchange">{t('exchange.sent.to_list')}</LinkButton>
    </Page>
  )
}
