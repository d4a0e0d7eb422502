/** One part of the list of all public pages, such as `/sitemap/notices-3.xml`. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { sitemapPart } from '~/modules/opendata/sitemap.server'
import { resource } from '~/platform/http.server'

export const loader = resource(({ request, params }: LoaderFunctionArgs) =>
  sitemapPart(request, params.part ?? ''),
)
