/** ポスター (PDF) of a published activity, with its QR code. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { guest } from '~/modules/accounts/rules'
import { posterPaper } from '~/modules/volunteering/poster'
import { placePage } from '~/modules/volunteering/queries/place.server'
import { dayOf, now } from '~/platform/clock'
import { idParam, resource } from '~/platform/http.server'
import { htmlLang } from '~/platform/i18n'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  // As a guest sees it: a poster hangs in public.
  const { place } = await placePage(guest(dayOf(now())), idParam(args.params.id))
  const language = await languageOf(args.request)
  const t = translator(language)
  const paper = posterPaper(
    {
      title: place.title,
      body: shorten(place.body, 200),
      host: place.host.name,
      venue: place.venue,
      stages: place.stages.map((stage) => t(`volunteering.stage.${stage}`)),
      days: place.sessions.filter(({ standing }) => standing !== 'past' && standing !== 'cancelled'),
      url: `${settings().PUBLIC_URL}/volunteering/${place.id}`,
    },
    t,
    language,
  )
  return pdfResponse(
    await makePdf({ ...paper.definition, language: htmlLang(language) }, paper.footer),
    paper.name,
  )
})
