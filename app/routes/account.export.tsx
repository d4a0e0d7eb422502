/** Taking one's own data along. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { AccountPage } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('accounts.export.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  requireUser(await currentActor(args))
  return null
})

export default function Export() {
  const t = useT()
  return (
    <AccountPage title={t('accounts.export.title')} lead={t('accounts.export.lead')}>
      <p>{t('accounts.export.contents')}</p>
      <LinkButton href="/account/export.json" variant="primary" download>
        {t('accounts.export.submit')}
      </LinkButton>
    </AccountPage>
  )
}
