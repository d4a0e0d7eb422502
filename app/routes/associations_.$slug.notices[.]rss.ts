/** The newest public notices of one association as a feed. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { associationBySlug } from '~/modules/associations/queries.server'
import { rss } from '~/modules/notices/feeds'
import { feedNotices } from '~/modules/notices/queries/feeds.server'
import { NotFound } from '~/platform/errors'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async ({ params }: LoaderFunctionArgs) => {
  const association = await associationBySlug(params.slug ?? '')
  if (!association) throw new NotFound()
  const path = `/associations/${association.slug}/notices.rss`
  const notices = await feedNotices(association.id)
  const body = rss(translator('ja'), settings().PUBLIC_URL, path, association.name, notices)
  return new Response(body, { headers: { 'Content-Type': 'application/rss+xml; charset=utf-8' } })
})
