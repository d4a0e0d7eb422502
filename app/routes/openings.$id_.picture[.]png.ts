/** The picture that a message or a network shows when an opening is passed on. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { guest } from '~/modules/accounts/rules'
import { sharePicture } from '~/modules/openings/picture.server'
import { openingPage } from '~/modules/openings/queries/opening.server'
import { hoursInWords } from '~/modules/openings/words'
import { dayOf, now } from '~/platform/clock'
import { idParam, resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  // As a guest sees it: whoever fetches it for a network is nobody, and stores on the way may keep it.
  const { opening } = await openingPage(guest(dayOf(now())), idParam(args.params.id))
  const t = translator('ja')
  const bytes = await sharePicture({
    head: t('openings.picture.head'),
    title: opening.title,
    hours: hoursInWords(t, opening),
    association: opening.association.name,
  })
  return new Response(Buffer.from(bytes), {
    headers: {
      'Content-Type': 'image/png',
      'Cache-Control': 'public, max-age=3600',
      'X-Content-Type-Options': 'nosniff',
    },
  })
})
