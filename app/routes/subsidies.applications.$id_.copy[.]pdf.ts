/** 申請の控え: what was handed in, on paper. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { copyPaper } from '~/modules/applications/paper/copy'
import { copyOf } from '~/modules/applications/queries/copy.server'
import { idParam, queryParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const of = queryParam(args.request, 'of', 12)
  const copy = await copyOf(
    await currentActor(args),
    idParam(args.params.id),
    of === undefined ? undefined : idParam(of),
  )
  const language = await languageOf(args.request)
  const { name, definition, footer } = copyPaper(copy, { t: translator(language), language })
  return pdfResponse(await makePdf(definition, footer), name)
})
