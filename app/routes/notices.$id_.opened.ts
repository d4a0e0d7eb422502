/** 開いた: told by the page of a notice to the members of households that are asked to confirm it. */
import { currentActor } from '~/modules/accounts/session.server'
import { recordOpening } from '~/modules/confirmations/commands/confirm.server'
import { idParam, resource } from '~/platform/http.server'

export const action = resource(async (args) => {
  await recordOpening(await currentActor(args), idParam(args.params.id))
  return new Response(null, { status: 204 })
})
