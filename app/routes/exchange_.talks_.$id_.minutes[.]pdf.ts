/** 意見交換会の議事録 (PDF): the published minutes with what was decided. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { minutesPaper } from '~/modules/talks/paper/paper'
import { talkPage } from '~/modules/talks/queries/talk.server'
import { now } from '~/platform/clock'
import { NotFound } from '~/platform/errors'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { talk, outcomes, attendance } = await talkPage(actor, idParam(args.params.id), now())
  if (talk.minutesAt === null) throw new NotFound()
  const language = await languageOf(args.request)
  const paper = minutesPaper(
    talk,
    { minutes: talk.minutes, outcomes, came: attendance.came },
    { t: translator(language), language, base: settings().PUBLIC_URL },
  )
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
