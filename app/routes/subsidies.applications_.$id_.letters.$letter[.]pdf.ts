/** 通知書 on paper, from the words as they were sent. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { letterId, letterView } from '~/modules/applications/queries/letter.server'
import { letterPaper } from '~/modules/letters/paper'
import { idParam, resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const { id, letter } = args.params
  const view = await letterView(await currentActor(args), idParam(id), letterId(letter))
  const { definition, footer } = letterPaper(view.letter, { author: translator('ja')('portal.name') })
  return pdfResponse(await makePdf(definition, footer), `${view.letter.title} ${view.letter.number}`)
})
