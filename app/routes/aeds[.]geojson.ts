/** All AEDs as GeoJSON, for anybody. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { aedsGeoJson } from '~/modules/aeds/export.server'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'

export const loader = resource(({ request }: LoaderFunctionArgs) => aedsGeoJson(request, translator('ja')))
