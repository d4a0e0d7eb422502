/** お願いの紙 (PDF) of all voters, with their links: asked for with a button, as it is recorded who has printed them. */
import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { printSheets } from '~/modules/resolutions/commands/sheets.server'
import { sheetsPaper } from '~/modules/resolutions/paper/sheets'
import { firstValue } from '~/platform/forms'
import { readForm } from '~/platform/forms.server'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

/** A sheet that was bookmarked leads to where it is made. */
export const loader = resource(async ({ params }) =>
  redirect(`/associations/${encodeURIComponent(params.slug ?? '')}/resolutions/${idParam(params.id)}`),
)

export const action = resource(async (args: ActionFunctionArgs) => {
  const { fields } = await readForm(args)
  const which = firstValue(fields, 'which') === 'all' ? 'all' : 'waiting'
  const actor = await currentActor(args)
  const sheets = await printSheets(actor, args.params.slug ?? '', idParam(args.params.id), which)
  const language = await languageOf(args.request)
  const paper = sheetsPaper(sheets, translator(language), language)
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
