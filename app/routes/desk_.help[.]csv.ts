/** 相談窓口の一覧: the services in one's care as CSV. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { servicesFile } from '~/modules/help/queries/desk.server'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  return new Response(await servicesFile(actor, translator('ja')), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="services-${actor.today}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
