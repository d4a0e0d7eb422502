/** The event of one notice for a calendar program. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { calendarAnswer } from '~/modules/events/calendar-answer.server'
import { entryOfNotice } from '~/modules/events/queries/feeds.server'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const t = translator(await languageOf(args.request))
  const entry = await entryOfNotice(await currentActor(args), id, t, settings().PUBLIC_URL)
  return calendarAnswer(null, [entry], { file: `event-${id}`, secret: true, download: true })
})
