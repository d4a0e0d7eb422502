/** 参加証明書 (PDF). */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { certificatePaper } from '~/modules/attendance/paper/certificate'
import { ownCertificate } from '~/modules/attendance/queries/record.server'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const facts = await ownCertificate(actor, args.params.key ?? '', idParam(args.params.member))
  const language = await languageOf(args.request)
  const url = `${settings().PUBLIC_URL}/certificates/${facts.code}`
  const paper = certificatePaper({ ...facts, url }, translator(language), language)
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
