/** 紙で答える用紙 (PDF): the questions to be written on by hand, the same for everybody. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { languageOnPaper, questionsPaper } from '~/modules/surveys/paper/paper'
import { questionPaper } from '~/modules/surveys/queries/survey.server'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, reader] = await Promise.all([currentActor(args), languageOf(args.request)])
  const { survey, questions } = await questionPaper(actor, idParam(args.params.id))
  const language = languageOnPaper(reader)
  const paper = questionsPaper(survey, questions, { t: translator(language), language })
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
