/** The estimate on paper. A button asks for it, as each is counted; its address alone leads to the result. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { countedAddress } from '~/modules/accounts/origin'
import { estimateToPrint } from '~/modules/subsidies/commands/paper.server'
import { estimatePaper, paperName } from '~/modules/subsidies/estimate-paper.server'
import { fieldsOf } from '~/modules/subsidies/schema'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async ({ request }: LoaderFunctionArgs) =>
  redirect(`/subsidies/estimate/result${new URL(request.url).search}`),
)

export const action = resource(async (args: ActionFunctionArgs) => {
  const asker = countedAddress(args.context.address)
  const estimate = await estimateToPrint(asker, fieldsOf(new URL(args.request.url)))
  const language = await languageOf(args.request)
  const ink = { t: translator(language), language }
  const { definition, footer } = estimatePaper(estimate, ink)
  return pdfResponse(await makePdf(definition, footer), paperName(estimate, ink))
})
