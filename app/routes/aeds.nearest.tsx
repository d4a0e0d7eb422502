/** 近くのAED: the emergency view. It stands alone, without the portal's frame, and is kept on a phone by public/sw.js. */
import { data, type HeadersFunction, type LinksFunction, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answerForTown } from '~/modules/aeds/nearest/answer.server'
import { NearestView } from '~/modules/aeds/nearest/NearestView'
import script from '~/modules/aeds/nearest/nearest.browser?script'
import looks from '~/modules/aeds/nearest/nearest.css?url'
import { townNames } from '~/modules/associations/queries.server'
import { cityName } from '~/modules/associations/search.server'
import { now } from '~/platform/clock'
import { page, queryParam } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { titleMeta } from '~/ui/meta'
import styles from '~/ui/styles.css?url'

export { ErrorBoundary } from '~/ui/error-boundary'

/** Nothing but what one needs, and nothing of the reader: the page is kept as it is. */
export const handle = { bare: true }
export const meta = titleMeta('aeds.nearest.title')
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: looks }]

/** The worker learns from these which files belong to the page that it keeps, and in which language it is. */
export const headers: HeadersFunction = ({ loaderHeaders }) => ({
  Link: [
    `<${styles}>; rel=preload; as=style`,
    `<${looks}>; rel=preload; as=style`,
    `<${script}>; rel=preload; as=script`,
  ].join(', '),
  'X-Language': loaderHeaders.get('X-Language') ?? '',
})

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const typed = queryParam(request, 'town') ?? ''
  const at = now()
  const answer = async () => (typed ? answerForTown(typed, await cityName(), at) : null)
  const [found, towns, language] = await Promise.all([answer(), townNames(), languageOf(request)])
  return data(
    { typed, answer: found, towns, at, demonstration: settings().DEMO },
    { headers: { 'X-Language': language } },
  )
})

export default function NearestAeds() {
  return <NearestView {...useLoaderData<typeof loader>()} script={script} />
}
