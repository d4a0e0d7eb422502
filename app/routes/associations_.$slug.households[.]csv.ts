/** The register as a file, for the officers who keep it. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { registerRows } from '~/modules/households/queries/register.server'
import { csv } from '~/platform/csv'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const rows = await registerRows(await currentActor(args), args.params.slug ?? '')
  const t = translator(await languageOf(args.request))
  const head = ['group', 'name', 'delivery', 'moved_out', 'consent'].map((key) => t(`households.csv.${key}`))
  const lines = rows.map((row) => [
    row.group,
    row.name,
    t(`households.delivery.${row.delivery}`),
    row.movedOutOn ?? '',
    row.withdrawn ? t('households.consent.withdrawn') : '',
  ])
  return new Response(csv([head, ...lines]), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="households.csv"',
      'Cache-Control': 'private, no-store',
    },
  })
})
