/** 相談窓口の一覧: all services by theme, as paper on A4. */
import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import QRCode from 'qrcode'
import { QrPicture } from '~/modules/accounts/parts'
import { HelpFrame, inLanguage } from '~/modules/help/HelpFrame'
import script from '~/modules/help/help.browser?script'
import looks from '~/modules/help/help.css?url'
import { PaperList } from '~/modules/help/PaperList'
import { helpPage, NOT_KEPT } from '~/modules/help/page.server'
import { services } from '~/modules/help/queries/public.server'
import { JapaneseOnly } from '~/modules/help/ServiceParts'
import { now } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'

export { HelpRefusal as ErrorBoundary } from '~/modules/help/HelpRefusal'

export const handle = { bare: true }
export const meta = titleMeta('help.tab')
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: looks }]
export const headers: HeadersFunction = () => NOT_KEPT

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const at = now()
  const url = `${settings().PUBLIC_URL}/help`
  return {
    ...helpPage(request),
    at,
    services: await services(at),
    url,
    qr: await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }),
  }
})

export default function HelpPrint() {
  const { asked, demonstration, at, services, url, qr } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <HelpFrame asked={asked} demonstration={demonstration} at="/help/print" script={script}>
      <p className="help-links no-print">
        <a href={inLanguage('/help', asked)} data-inside>
          {t('help.links.back')}
        </a>
      </p>
      <div className="help-paper-head">
        <div>
          <h1>{t('help.paper.title')}</h1>
          <p>{t('help.paper.lead')}</p>
          <p className="no-print">{t('help.paper.how')}</p>
        </div>
        <div className="help-paper-qr">
          <QrPicture svg={qr} label={t('help.paper.qr')} />
          <p>{url}</p>
        </div>
      </div>
      <JapaneseOnly />
      <PaperList services={services} at={at} demonstration={demonstration} />
    </HelpFrame>
  )
}
