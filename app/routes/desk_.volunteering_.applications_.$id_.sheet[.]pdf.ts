/** 紙 (PDF) for whoever telephones: that it was made is recorded, so it is asked for with a button. */
import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { centreSheet } from '~/modules/participation/commands/centre.server'
import { sheetForm } from '~/modules/participation/schema'
import { readAndCheck } from '~/platform/forms.server'
import { idParam, resource } from '~/platform/http.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

/** A sheet that was bookmarked leads to where it is made. */
export const loader = resource(async ({ params }) =>
  redirect(`/desk/volunteering/applications/${idParam(params.id)}`),
)

export const action = resource(async (args: ActionFunctionArgs) => {
  const form = await readAndCheck(args, sheetForm)
  const actor = requireUser(await currentActor(args))
  const { definition, footer, name } = await centreSheet(actor, idParam(args.params.id), form)
  return pdfResponse(await makePdf(definition, footer), name)
})
