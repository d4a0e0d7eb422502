/** The frame of every page: language, header, doors, footer; and what a refusal looks like. */
import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, useLoaderData, useMatches, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { guest, mayAnywhere } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { city, cityWords, hasLogo } from '~/platform/city.server'
import { today } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { htmlLang, type Language, translatorOf } from '~/platform/i18n'
import { readingOf } from '~/platform/i18n.server'
import { isLost } from '~/platform/lost.server'
import { settings } from '~/platform/settings.server'
import { WordsProvider } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { useNonce } from '~/ui/nonce'
import { DoneBanner, SiteFooter, SiteHeader } from '~/ui/site'
import styles from '~/ui/styles.css?url'

export { ErrorBoundary } from '~/ui/error-boundary'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' },
  // On an iPhone messages come only to a portal on the home screen.
  { rel: 'manifest', href: '/manifest.webmanifest' },
  { rel: 'apple-touch-icon', href: '/icon-180.png' },
]

/** The title of a page that cannot be shown; any other page has its own. */
export const meta = titleMeta('portal.front.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [{ language, ruby }, actor] = await Promise.all([
    readingOf(args.request),
    // Without the database nobody is known; the frame stands all the same, in the reader's language.
    currentActor(args).catch((error) => {
      if (isLost(error)) return guest(today())
      throw error
    }),
  ])
  const { pathname, search, searchParams } = new URL(args.request.url)
  return {
    language,
    ruby,
    here: pathname + search,
    done: searchParams.get('done'),
    demonstration: settings().DEMO,
    words: cityWords(language),
    colours: city().colours,
    logo: hasLogo(),
    user: actor.user && { name: actor.user.name, staff: actor.staff.length > 0 },
    doors: {
      write: mayAnywhere(actor, 'notice.draft'),
      administration: actor.staff.includes('administrator'),
    },
  }
})

type RootData = Awaited<ReturnType<typeof loader>>

/**
 * What the page asks of its frame. One that needs no interaction leaves the framework's script out: it is complete as
 * it arrives. A bare one stands without header and footer.
 */
function useFrame(name: 'interactive' | 'bare'): boolean {
  return useMatches().some((match) => (match.handle as Record<string, boolean> | undefined)?.[name])
}

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<RootData>('root')
  const language: Language = data?.language ?? 'ja'
  const interactive = useFrame('interactive')
  const bare = useFrame('bare')
  const nonce = useNonce()
  return (
    <html lang={htmlLang(language)} data-language={language} data-words={JSON.stringify(data?.words ?? {})}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content={data?.colours?.main ?? '#0017c1'} />
        <Meta />
        <Links />
        {data?.colours && <link rel="stylesheet" href="/city.css" />}
      </head>
      <body>
        {/* Filled where a page is shown again while the database is gone (start/kept). */}
        <div data-last suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} />
        <WordsProvider language={language} t={translatorOf(language)}>
          {!bare && (
            <SiteHeader
              here={data?.here ?? '/'}
              ruby={data?.ruby ?? false}
              logo={data?.logo ?? false}
              user={data?.user ?? null}
              demonstration={data?.demonstration ?? false}
              doors={data?.doors ?? { write: false, administration: false }}
            />
          )}
          <main id="main" className={bare ? undefined : 'site-main'} tabIndex={-1}>
            {children}
          </main>
          {!bare && <SiteFooter />}
        </WordsProvider>
        {interactive && <Scripts nonce={nonce} />}
      </body>
    </html>
  )
}

export default function App() {
  const { done } = useLoaderData<RootData>()
  return (
    <>
      {done && <DoneBanner done={done} />}
      <Outlet />
    </>
  )
}
