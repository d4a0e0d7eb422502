/** A file of an application, for all who may see the application. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { applicationFile } from '~/modules/applications/queries/writing.server'
import { NotFound } from '~/platform/errors'
import { fileResponse } from '~/platform/files.server'
import { resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const { file = '' } = args.params
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(file)) throw new NotFound()
  const found = await applicationFile(await currentActor(args), file)
  return fileResponse(args.request, { ...found, shared: false })
})
