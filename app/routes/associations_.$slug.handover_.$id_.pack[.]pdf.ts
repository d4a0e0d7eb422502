/** 引き継ぎ書: the pack on paper, complete without the portal. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { packPaper } from '~/modules/handover/paper/pack'
import { packPage } from '~/modules/handover/queries/pack.server'
import { now } from '~/platform/clock'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const shown = await packPage(await currentActor(args), args.params.slug ?? '', idParam(args.params.id))
  const language = await languageOf(args.request)
  const ink = { t: translator(language), language, home: settings().PUBLIC_URL, at: now() }
  const { name, definition, footer } = packPaper(shown, ink)
  return pdfResponse(await makePdf(definition, footer), name)
})
