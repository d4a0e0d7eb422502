/** The frame of every page: language, header, doors, footer; and what a refusal looks like. */
import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, useLoaderData, useMatches, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { mayAnywhere } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { page } from '~/platform/http.server'
import { htmlLang, type Language, translatorOf } from '~/platform/i18n'
import { readingOf } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { WordsProvider } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
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
  const [{ language, ruby }, actor] = await Promise.all([readingOf(args.request), currentActor(args)])
  const { pathname, search, searchParams } = new URL(args.request.url)
  return {
    language,
    ruby,
    here: pathname + search,
    done: searchParams.get('done'),
    demonstration: settings().DEMO,
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
  return (
    <html lang={htmlLang(language)} data-language={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#0017c1" />
        <Meta />
        <Links />
      </head>
      <body>
        <WordsProvider language={language} t={translatorOf(language)}>
          {!bare && (
            <SiteHeader
              here={data?.here ?? '/'}
              ruby={data?.ruby ?? false}
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
        {interactive && <Scripts />}
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
