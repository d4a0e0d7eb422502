/** 交付した補助金 as open data, for programs. Keys and states are the same in every language. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { grantedFile } from '~/modules/applications/queries/granted.server'
import { readGrantedQuery } from '~/modules/applications/schema/granted'
import { dayOf, now } from '~/platform/clock'
import { resource } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async ({ request }: LoaderFunctionArgs) => {
  const found = await grantedFile(readGrantedQuery(new URL(request.url)))
  const { OPEN_DATA_LICENCE, PUBLIC_URL } = settings()
  return Response.json(
    {
      source: `${PUBLIC_URL}/subsidies/granted`,
      licence: OPEN_DATA_LICENCE,
      asOf: dayOf(now()),
      grants: found.map(({ id: _, slug, amount, year, ...grant }) => ({
        fiscalYear: year,
        ...grant,
        amountYen: amount,
        associationPage: `${PUBLIC_URL}/associations/${slug}`,
      })),
    },
    {
      headers: {
        'Content-Disposition': 'attachment; filename="subsidies-granted.json"',
        'Cache-Control': 'public, max-age=300',
        'Access-Control-Allow-Origin': '*',
      },
    },
  )
})
