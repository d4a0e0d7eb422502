/** つながらないとき: the one page that a phone keeps, with the newest notices and the shelters. The same for everybody. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { guest } from '~/modules/accounts/rules'
import { shelterPins } from '~/modules/halls/queries/pins.server'
import { listNotices } from '~/modules/notices/queries/list.server'
import { offlinePage } from '~/modules/offline/page.server'
import { dayOf, now } from '~/platform/clock'
import { resource } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'

export const loader = resource(async ({ request, context }: LoaderFunctionArgs) => {
  const at = now()
  const [language, { top, items }, shelters] = await Promise.all([
    languageOf(request),
    listNotices(guest(dayOf(at)), {}),
    shelterPins(),
  ])
  const page = offlinePage({ notices: [...top, ...items], shelters, at }, { language, nonce: context.nonce })
  return new Response(page, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      // The worker keeps it; nothing in between may, as the nonce of its script is of this answer alone.
      'Cache-Control': 'private, no-store',
      'X-Offline': '1',
    },
  })
})
