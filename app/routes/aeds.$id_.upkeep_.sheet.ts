/** 点検表 (PDF) of one AED for this fiscal year, to tick by hand. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { sheetOf } from '~/modules/custody/queries/paper.server'
import { idParam, resource } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  const paper = await sheetOf(actor, idParam(args.params.id), language)
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
