/** The list of all public pages for search engines: which parts it has. */
import { sitemapIndex } from '~/modules/opendata/sitemap.server'
import { resource } from '~/platform/http.server'

export const loader = resource(() => sitemapIndex())
