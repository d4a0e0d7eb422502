/** The public events of one association for a calendar program. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { associationBySlug } from '~/modules/associations/queries.server'
import { calendarAnswer } from '~/modules/events/calendar-answer.server'
import { publicEntries } from '~/modules/events/queries/feeds.server'
import { NotFound } from '~/platform/errors'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async ({ params }: LoaderFunctionArgs) => {
  const association = await associationBySlug(params.slug ?? '')
  if (!association) throw new NotFound()
  const t = translator('ja')
  const entries = await publicEntries(t, settings().PUBLIC_URL, association.id)
  return calendarAnswer(t('events.feed.of', { name: association.name }), entries, { file: association.slug })
})
