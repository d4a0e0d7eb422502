/** Everything that the accounts hold of the person who asks, as a file. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { exportOf } from '~/modules/accounts/queries/account.server'
import { currentActor } from '~/modules/accounts/session.server'
import { resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const held = await exportOf(await currentActor(args))
  return new Response(JSON.stringify(held, null, 2), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="account.json"',
      'Cache-Control': 'no-store',
    },
  })
})
