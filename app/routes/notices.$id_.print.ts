/** An お知らせ as an A4 sheet (PDF), for whoever may read it; `?lang=` for a version in another language. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { noticeOnPaper } from '~/modules/circulars/queries/sheets.server'
import { idParam, queryParam, resource } from '~/platform/http.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const { paper, shared } = await noticeOnPaper(
    await currentActor(args),
    idParam(args.params.id),
    queryParam(args.request, 'lang', 10),
  )
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name, shared)
})
