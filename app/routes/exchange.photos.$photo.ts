/** A photo of a matter; `?key` for its author without an account, before it is public. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { matterPhoto } from '~/modules/exchange/queries/matter.server'
import { fileResponse } from '~/platform/files.server'
import { idParam, queryParam, resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const key = queryParam(args.request, 'key')
  const file = await matterPhoto(await currentActor(args), idParam(args.params.photo), key)
  return fileResponse(args.request, file)
})
