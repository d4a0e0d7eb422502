/** 緊急時の連絡表 (PDF): that it was made is recorded, so it is asked for with a button. */
import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { emergencySheet } from '~/modules/attendance/commands/papers.server'
import { emergencyPaper } from '~/modules/attendance/paper/emergency'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

/** A sheet that was bookmarked leads to where it is made. */
export const loader = resource(async ({ params }) =>
  redirect(`/volunteering/sessions/${idParam(params.session)}/day`),
)

export const action = resource(async (args: ActionFunctionArgs) => {
  const sheet = await emergencySheet(await currentActor(args), idParam(args.params.session))
  const language = await languageOf(args.request)
  const paper = emergencyPaper(sheet, translator(language), language)
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
