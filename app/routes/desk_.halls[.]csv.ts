/** 会館の台帳: all halls as CSV, with the private columns marked. For the city only. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { hallsFile } from '~/modules/halls/queries/file.server'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  return new Response(await hallsFile(actor, translator('ja')), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="halls-${actor.today}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
