/** What search engines may look at. */
import { robots } from '~/modules/opendata/sitemap.server'
import { resource } from '~/platform/http.server'

export const loader = resource(async () => robots())
