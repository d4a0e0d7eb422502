/** The photo of a report, for those who keep the AED; `?small` for the small one. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { reportPhoto } from '~/modules/custody/queries/reports.server'
import { fileResponse } from '~/platform/files.server'
import { idParam, queryParam, resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const { id, report } = args.params
  const small = queryParam(args.request, 'small') !== undefined
  const file = await reportPhoto(await currentActor(args), idParam(id), idParam(report), small)
  return fileResponse(args.request, file)
})
