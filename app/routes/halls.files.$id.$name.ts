/** A photo or drawing of a hall, or its thumbnail, with the rights of its hall. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { hallFile } from '~/modules/halls/queries/hall.server'
import { NotFound } from '~/platform/errors'
import { fileResponse } from '~/platform/files.server'
import { resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const { id = '', name = '' } = args.params
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound()
  const file = await hallFile(await currentActor(args), id)
  if (name !== 'thumbnail') return fileResponse(args.request, file)
  if (!file.thumbnailKey) throw new NotFound()
  const { thumbnailKey: key, shared } = file
  return fileResponse(args.request, { key, type: 'image/webp', name: 'thumbnail.webp', shared })
})
