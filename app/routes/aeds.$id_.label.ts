/** 箱に貼るラベル (PDF): `?size=` a6 or a4. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { labelOf } from '~/modules/custody/queries/paper.server'
import { idParam, queryParam, resource } from '~/platform/http.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const size = queryParam(args.request, 'size') === 'a4' ? 'a4' : 'a6'
  const paper = await labelOf(await currentActor(args), idParam(args.params.id), size)
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
