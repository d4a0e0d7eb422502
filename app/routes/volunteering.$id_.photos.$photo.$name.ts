/** A photo of a place, or its thumbnail, with the rights of its place. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { photoFile } from '~/modules/volunteering/queries/place.server'
import { NotFound } from '~/platform/errors'
import { fileResponse } from '~/platform/files.server'
import { idParam, resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const { id, photo, name } = args.params
  if (name !== 'photo' && name !== 'thumbnail') throw new NotFound()
  const actor = await currentActor(args)
  return fileResponse(args.request, await photoFile(actor, idParam(id), idParam(photo), name === 'thumbnail'))
})
