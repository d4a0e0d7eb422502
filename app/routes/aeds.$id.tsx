/** AED: one of them, for everybody. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { AedFacts, AedHours, AedPlace, AedState } from '~/modules/aeds/AedRecord'
import { keepsRecord, readAed } from '~/modules/aeds/queries/record.server'
import { usability } from '~/modules/aeds/rules'
import { SourceCredit } from '~/modules/associations/Credits'
import { cityOutline } from '~/modules/associations/map.server'
import { AedNotices } from '~/modules/custody/AedNotices'
import { noticesOf } from '~/modules/custody/queries/public.server'
import { spotTold } from '~/modules/opendata/told'
import { thisMinute } from '~/platform/clock'
import { idParam, page, queryParam } from '~/platform/http.server'
import { portalUrl } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { type Told, toldMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

type Titled = { aed: { name: string }; url: string; told: Told | null }
export const meta = toldMetaFrom<Titled>((data) => data.aed.name)

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const aed = await readAed(id)
  const [outline, notices, keeps] = await Promise.all([
    aed.district ? cityOutline() : null,
    noticesOf(actor, id),
    keepsRecord(actor, id),
  ])
  const at = thisMinute()
  const shown = usability(
    { hours: aed.hours, condition: aed.notForPublic ? 'out_of_service' : aed.condition },
    at,
  )
  // The code on the box leads here, with what the reader has before their eyes.
  const fromBox = queryParam(args.request, 'box') === '1'
  const url = portalUrl(`/aeds/${id}`)
  const told = spotTold(url, { ...aed, gone: aed.condition === 'removed' })
  return { aed, outline, notices, keeps, at, usability: shown, fromBox, url, told }
})

export default function OneAed() {
  const { aed, outline, notices, keeps, at, usability, fromBox } = useLoaderData<typeof loader>()
  const t = useT()
  const report = (
    <div className="no-print">
      <AedNotices aedId={aed.id} notices={notices} fromBox={fromBox} />
    </div>
  )
  return (
    <Page
      title={aed.name}
      lead={aed.position || undefined}
      crumbs={[{ href: '/aeds', label: t('aeds.record.crumb') }]}
      actions={keeps && <LinkButton href={`/aeds/${aed.id}/edit`}>{t('aeds.record.edit')}</LinkButton>}
    >
      {fromBox && report}
      <AedState aed={aed} usability={usability} at={at} />
      {!fromBox && report}
      <AedPlace aed={aed} outline={outline} />
      <AedHours aed={aed} />
      <AedFacts aed={aed} />
      {outline && <SourceCredit boundary />}
    </Page>
  )
}
