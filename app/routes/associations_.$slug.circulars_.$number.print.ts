/** 回覧 (PDF): the cover and every notice bound; `?group=` puts the names of a group into the boxes to sign. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { circularOnPaper } from '~/modules/circulars/queries/circulars.server'
import { idParam, queryParam, resource } from '~/platform/http.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const group = queryParam(args.request, 'group')
  const paper = await circularOnPaper(
    await currentActor(args),
    args.params.slug ?? '',
    idParam(args.params.number),
    group ? idParam(group) : undefined,
  )
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
