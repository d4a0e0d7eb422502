/** 保護者に渡す紙 (PDF): the code of the guardian's link, and what they are asked. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { consentSheet } from '~/modules/participation/queries/paper.server'
import { idParam, resource } from '~/platform/http.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'

export const loader = resource(async ({ params }: LoaderFunctionArgs) => {
  const { definition, footer, name } = await consentSheet(params.key ?? '', idParam(params.member))
  return pdfResponse(await makePdf(definition, footer), name)
})
