/** The estimate on paper. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { estimateFrom } from '~/modules/subsidies/estimate.server'
import { estimatePaper, paperName } from '~/modules/subsidies/estimate-paper.server'
import { fieldsOf } from '~/modules/subsidies/schema'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async ({ request }: LoaderFunctionArgs) => {
  const estimate = await estimateFrom(fieldsOf(new URL(request.url)))
  const language = await languageOf(request)
  const ink = { t: translator(language), language }
  const { definition, footer } = estimatePaper(estimate, ink)
  return pdfResponse(await makePdf(definition, footer), paperName(estimate, ink))
})
