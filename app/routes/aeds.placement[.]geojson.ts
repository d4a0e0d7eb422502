/** The halls of the study on a map of one's own (GeoJSON, RFC 7946): rank, score, gains, and the order of the chosen. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { placementTable } from '~/modules/placement/queries/study.server'
import { resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { candidates, chosen } = await placementTable(actor, new URL(args.request.url).searchParams)
  const placed = new Map(chosen.map((site) => [site.hall.id, site]))
  const features = candidates.map(({ hall, gain, nearest, households, score, points }, index) => {
    const site = placed.get(hall.id)
    return {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [hall.longitude, hall.latitude] },
      properties: {
        hall: hall.id,
        name: hall.name,
        district: hall.district,
        rank: index + 1,
        score,
        points,
        gain,
        nearest,
        households,
        designation: hall.designation,
        order: site?.order ?? null,
        gainInOrder: site?.gain ?? null,
      },
    }
  })
  return new Response(JSON.stringify({ type: 'FeatureCollection', features }), {
    headers: {
      'Content-Type': 'application/geo+json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="aed-placement.geojson"',
    },
  })
})
