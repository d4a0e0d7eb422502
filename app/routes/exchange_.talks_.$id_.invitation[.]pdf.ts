/** 意見交換会の案内 (PDF), with the slip to answer on. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { invitationPaper } from '~/modules/talks/paper/paper'
import { talkPage } from '~/modules/talks/queries/talk.server'
import { now } from '~/platform/clock'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { talk } = await talkPage(actor, idParam(args.params.id), now())
  const language = await languageOf(args.request)
  const paper = invitationPaper(talk, { t: translator(language), language, base: settings().PUBLIC_URL })
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
