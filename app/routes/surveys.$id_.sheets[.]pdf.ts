/** 世帯に配る紙 (PDF): made by a button, as each print gives new links; those of a part, or of one household. */
import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import type { Actor } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { makeSheets, renewSheet } from '~/modules/surveys/commands/links.server'
import { languageOnPaper, sheetsPaper } from '~/modules/surveys/paper/paper'
import { oneSheetForm, sheetsForm } from '~/modules/surveys/schema'
import type { FormFields } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

/** A sheet that was bookmarked leads to where it is made. */
export const loader = resource(async ({ params }) => redirect(`/surveys/${idParam(params.id)}/sheets`))

async function sheetsOf(actor: Actor, id: number, fields: FormFields) {
  if (fields.household !== undefined) {
    const { household, sides } = check(oneSheetForm, fields)
    return { made: await renewSheet(actor, id, household), sides }
  }
  const form = check(sheetsForm, fields)
  return { made: await makeSheets(actor, id, form), sides: form.sides }
}

export const action = resource(async (args: ActionFunctionArgs) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const { made, sides } = await sheetsOf(actor, id, fields)
  const language = languageOnPaper(await languageOf(args.request))
  const paper = sheetsPaper(made, sides, { t: translator(language), language })
  const response = pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
  // Kept, not shown: a viewer that fetched it once more to save it would make all its links useless.
  const offered = response.headers.get('Content-Disposition') ?? ''
  response.headers.set('Content-Disposition', offered.replace(/^inline/, 'attachment'))
  return response
})
