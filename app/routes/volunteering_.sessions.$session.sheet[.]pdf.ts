/** 受付のしおり (PDF): with a key of the day that is made anew, so it is asked for with a button. */
import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { makeDeskKey } from '~/modules/attendance/commands/day.server'
import { dayPaper } from '~/modules/attendance/paper/day'
import { daySheet } from '~/modules/attendance/queries/day.server'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

/** A sheet that was bookmarked leads to where it is made. */
export const loader = resource(async ({ params }) =>
  redirect(`/volunteering/sessions/${idParam(params.session)}/day`),
)

export const action = resource(async (args: ActionFunctionArgs) => {
  const id = idParam(args.params.session)
  const actor = await currentActor(args)
  const key = await makeDeskKey(actor, id)
  const language = await languageOf(args.request)
  const paper = dayPaper(await daySheet(actor, id, key), translator(language), language)
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
