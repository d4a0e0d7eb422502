/** All AEDs in the columns of the national standard list, for anybody. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { aedsCsv } from '~/modules/aeds/export.server'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'

export const loader = resource(({ request }: LoaderFunctionArgs) => aedsCsv(request, translator('ja')))
