/** Parts that several pages of accounts have. */
import type { ReactNode } from 'react'
import { useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export { ConfirmPost } from '~/ui/parts'
export { NameFields } from './NameFields'

/** A page below "account". */
export function AccountPage(props: { title: string; lead?: ReactNode; children: ReactNode }) {
  const t = useT()
  return <Page {...props} crumbs={[{ href: '/account', label: t('accounts.account.title') }]} />
}

/** A page below "administration". */
export function AdminPage(props: {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  width?: 'wide'
  children: ReactNode
}) {
  const t = useT()
  return <Page {...props} crumbs={[{ href: '/admin', label: t('accounts.admin.title') }]} />
}

/** What was typed before the session ended is back. */
export function KeptBanner({ kept }: { kept: boolean }) {
  const t = useT()
  return kept ? <Banner tone="info" title={t('form.kept')} /> : null
}

/** A QR code that the server drew. */
export function QrPicture({ svg, label }: { svg: string; label: string }) {
  return <div className="qr" role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: svg }} />
}
