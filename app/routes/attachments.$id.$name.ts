/** An attachment, or its thumbnail, with the rights of its notice. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { attachmentFor } from '~/modules/notices/queries/notice.server'
import { NotFound } from '~/platform/errors'
import { fileResponse } from '~/platform/files.server'
import { resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const { id = '', name = '' } = args.params
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound()
  const file = await attachmentFor(await currentActor(args), id)
  if (name !== 'thumbnail') return fileResponse(args.request, file)
  if (!file.thumbnailKey) throw new NotFound()
  const thumbnail = {
    key: file.thumbnailKey,
    type: 'image/webp',
    name: 'thumbnail.webp',
    shared: file.shared,
  }
  return fileResponse(args.request, thumbnail)
})
