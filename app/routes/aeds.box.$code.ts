/** The code on the box: whoever keeps the AED goes on to the check, everybody else to its page. Writes nothing. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { behindBox } from '~/modules/custody/queries/public.server'
import { resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const to = await behindBox(await currentActor(args), args.params.code ?? '')
  // Who asks decides where it leads: no store on the way may keep it.
  return redirect(to, { headers: { 'Cache-Control': 'private, no-store' } })
})
