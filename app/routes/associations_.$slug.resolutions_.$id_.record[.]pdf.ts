/** 議決の記録 (PDF) */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { recordPaper } from '~/modules/resolutions/paper/record'
import { recordOf } from '~/modules/resolutions/queries/paper.server'
import { now } from '~/platform/clock'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  const shown = await recordOf(actor, args.params.slug ?? '', idParam(args.params.id))
  const paper = recordPaper(shown, now(), translator(language), language)
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
