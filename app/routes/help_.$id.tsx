/** One service of 相談窓口. Its title says no more than that of the list. */
import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { HelpFrame, inLanguage } from '~/modules/help/HelpFrame'
import script from '~/modules/help/help.browser?script'
import looks from '~/modules/help/help.css?url'
import { helpPage, NOT_KEPT } from '~/modules/help/page.server'
import { service } from '~/modules/help/queries/public.server'
import {
  JapaneseOnly,
  NameReading,
  PhoneLink,
  ServiceFacts,
  StandingBadge,
} from '~/modules/help/ServiceParts'
import { now } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'

export { HelpRefusal as ErrorBoundary } from '~/modules/help/HelpRefusal'

export const handle = { bare: true }
export const meta = titleMeta('help.tab')
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: looks }]
export const headers: HeadersFunction = () => NOT_KEPT

export const loader = page(async ({ request, params }: LoaderFunctionArgs) => {
  const at = now()
  return { ...helpPage(request), at, found: await service(idParam(params.id), at) }
})

export default function HelpService() {
  const { asked, demonstration, at, found } = useLoaderData<typeof loader>()
  const t = useT()
  const back = (
    <p className="help-links no-print">
      <a href={inLanguage('/help', asked)} data-inside data-back>
        {t('help.links.back')}
      </a>
    </p>
  )
  return (
    <HelpFrame asked={asked} demonstration={demonstration} at={`/help/${found.id}`} script={script}>
      {back}
      <h1>
        <span lang="ja">{found.name}</span> <NameReading service={found} />
      </h1>
      <JapaneseOnly />
      <p>
        <StandingBadge service={found} at={at} />
      </p>
      <p className="help-lead" lang="ja">
        {found.summary}
      </p>
      {found.ways.includes('phone') && (
        <p className="help-first">
          <PhoneLink phone={found.phone} />
        </p>
      )}
      <ServiceFacts service={found} />
      {back}
    </HelpFrame>
  )
}
