/** 意見交換会の出席表 (PDF), for those who host. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { sheetPaper } from '~/modules/talks/paper/paper'
import { expected } from '~/modules/talks/queries/host.server'
import { talkPage } from '~/modules/talks/queries/talk.server'
import { now } from '~/platform/clock'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const rows = await expected(actor, id)
  const { talk } = await talkPage(actor, id, now())
  const language = await languageOf(args.request)
  const paper = sheetPaper(talk, rows, { t: translator(language), language, base: settings().PUBLIC_URL })
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
