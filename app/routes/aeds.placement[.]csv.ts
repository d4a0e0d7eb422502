/** All halls of the study by score, for a spreadsheet. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { placementTable } from '~/modules/placement/queries/study.server'
import { terms } from '~/modules/placement/rules'
import { csv } from '~/platform/csv'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

/** Points and metres to one place and to whole ones. */
const tenth = (value: number) => Math.round(value * 10) / 10

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  const t = translator(language)
  const { candidates, chosen } = await placementTable(actor, new URL(args.request.url).searchParams)
  const order = new Map(chosen.map((site) => [site.hall.id, site.order]))
  const head = [
    ...[
      'rank',
      'order',
      'hall',
      'address',
      'district',
      'latitude',
      'longitude',
      'score',
      'day',
      'night',
      'far',
      'households',
      'shelter',
    ].map((name) => t(`placement.head.${name}`)),
    ...terms.map((term) => t('placement.head.points_of', { term: t(`placement.term.${term}`) })),
  ]
  const lines = candidates.map(({ hall, gain, nearest, households, score, points }, index) => [
    index + 1,
    order.get(hall.id) ?? '',
    hall.name,
    hall.address,
    hall.district ?? '',
    hall.latitude,
    hall.longitude,
    tenth(score),
    gain.day,
    gain.night,
    nearest === null ? '' : Math.round(nearest),
    households,
    t(`placement.designation.${hall.designation}`),
    ...terms.map((term) => tenth(points[term])),
  ])
  return new Response(csv([head, ...lines]), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="aed-placement.csv"',
    },
  })
})
