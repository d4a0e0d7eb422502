/** 班のサイン表 (PDF): the households of `?group=` sign on it that they have read the notice. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { sheetOnPaper } from '~/modules/circulars/queries/sheets.server'
import { idParam, queryParam, resource } from '~/platform/http.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const paper = await sheetOnPaper(
    await currentActor(args),
    idParam(args.params.id),
    idParam(queryParam(args.request, 'group')),
  )
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
