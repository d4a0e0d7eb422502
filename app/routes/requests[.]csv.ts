/** The associations by what was asked of them in a fiscal year, for a spreadsheet. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { loads } from '~/modules/requests/queries.server'
import { hours, yearAsked } from '~/modules/requests/rules'
import { csv } from '~/platform/csv'
import { queryParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  const year = yearAsked(queryParam(args.request, 'year'), actor.today)
  const t = translator(language)
  const found = await loads(year, null)
  const head = ['association', 'kind', 'district', 'year', 'requests', 'hours']
  const lines = found.map((load) => [
    load.name,
    t(`associations.kind.${load.kind}`),
    load.district ? t('associations.district', { name: load.district }) : '',
    year,
    load.requests,
    hours(load.minutes),
  ])
  return new Response(csv([head.map((key) => t(`requests.head.${key}`)), ...lines]), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="requests-${year}.csv"`,
    },
  })
})
