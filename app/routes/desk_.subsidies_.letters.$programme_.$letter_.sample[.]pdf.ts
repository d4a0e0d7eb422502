/** A letter with sample values on paper, as it is saved now. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { letterPaper } from '~/modules/letters/paper'
import { letterTemplate, sampleLetter } from '~/modules/letters/queries/templates.server'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { scheme, template } = await letterTemplate(actor, args.params.programme, args.params.letter)
  const letter = await sampleLetter(actor, scheme, template)
  const { definition, footer } = letterPaper(letter, {
    author: translator('ja')('portal.name'),
    sample: true,
  })
  return pdfResponse(await makePdf(definition, footer), `見本 ${letter.title}`)
})
