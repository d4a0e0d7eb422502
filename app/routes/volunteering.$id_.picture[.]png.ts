/** The picture that a message or a network shows when an activity is passed on. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { guest } from '~/modules/accounts/rules'
import { sharePicture } from '~/modules/openings/picture.server'
import { placePage } from '~/modules/volunteering/queries/place.server'
import { dayOf, formatDay, now } from '~/platform/clock'
import { idParam, resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  // As a guest sees it: whoever fetches it for a network is nobody, and stores on the way may keep it.
  const { place } = await placePage(guest(dayOf(now())), idParam(args.params.id))
  const t = translator('ja')
  const next = place.sessions.find(({ standing }) => standing !== 'past' && standing !== 'cancelled')
  const bytes = await sharePicture({
    head: t('volunteering.poster.picture'),
    title: place.title,
    hours: next ? formatDay(dayOf(next.startsAt), 'ja') : t(`volunteering.theme.${place.theme}`),
    association: place.host.name,
  })
  return new Response(Buffer.from(bytes), {
    headers: {
      'Content-Type': 'image/png',
      'Cache-Control': 'public, max-age=3600',
      'X-Content-Type-Options': 'nosniff',
    },
  })
})
