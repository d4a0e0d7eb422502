/** The slip with a code and its QR code, to be printed with a paper circular. */

import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import QRCode from 'qrcode'
import { QrPicture } from '~/modules/accounts/parts'
import { membershipCodeOf } from '~/modules/accounts/queries/members.server'
import { currentActor } from '~/modules/accounts/session.server'
import { dayOf, formatDay } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { portalUrl } from '~/platform/settings.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = titleMeta('accounts.slip.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const found = await membershipCodeOf(
    await currentActor(args),
    args.params.slug ?? '',
    idParam(args.params.id),
  )
  const url = portalUrl(`/join?code=${found.code}`)
  const svg = await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
  return { ...found, svg, address: portalUrl('/join').replace(/^https?:\/\//, '') }
})

export default function Slip() {
  const { association, code, validUntil, svg, address } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const members = `/associations/${association.slug}/members`
  return (
    <Page
      title={t('accounts.slip.heading', { association: association.name })}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: members, label: t('accounts.members.title') },
      ]}
    >
      <p className="no-print support">{t('accounts.slip.print')}</p>
      <div className="flex flex-wrap items-start gap-6 rounded-lg border-2 p-4">
        <div className="w-48">
          <QrPicture svg={svg} label={t('accounts.slip.qr_label')} />
        </div>
        <div className="min-w-60 flex-1 space-y-3">
          <p>{t('accounts.slip.text')}</p>
          <ol className="list-decimal pl-6">
            <li>{t('accounts.slip.step_open', { address })}</li>
            <li>{t('accounts.slip.step_sign_in')}</li>
            <li>{t('accounts.slip.step_code')}</li>
          </ol>
          <p className="text-2xl font-bold">
            <code>{`${code.slice(0, 4)}-${code.slice(4)}`}</code>
          </p>
          <p>{t('accounts.slip.until', { day: formatDay(dayOf(new Date(validUntil)), language) })}</p>
          <p className="support">{t('accounts.slip.paper')}</p>
        </div>
      </div>
    </Page>
  )
}
