/** 交付した補助金 as open data, for a spreadsheet. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { grantedFile } from '~/modules/applications/queries/granted.server'
import { readGrantedQuery } from '~/modules/applications/schema/granted'
import { csv } from '~/platform/csv'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

const head = [
  'year',
  'association',
  'district',
  'scheme',
  'work',
  'amount_yen',
  'state',
  'decided_on',
  'page',
] as const

export const loader = resource(async ({ request }: LoaderFunctionArgs) => {
  const found = await grantedFile(readGrantedQuery(new URL(request.url)))
  const t = translator(await languageOf(request))
  const lines = found.map((grant) => [
    grant.year,
    grant.association,
    grant.district ?? '',
    grant.scheme,
    grant.works.join(t('subsidies.rule.comma')),
    grant.amount,
    t(`applications.granted.state_${grant.state}`),
    grant.decidedOn,
    `${settings().PUBLIC_URL}/associations/${grant.slug}`,
  ])
  return new Response(csv([head.map((key) => t(`applications.granted.${key}`)), ...lines]), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="subsidies-granted.csv"',
      'Cache-Control': 'public, max-age=300',
      Vary: 'Accept-Language, Cookie',
    },
  })
})
