/** わたしの活動の記録 (PDF), for a school. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { recordPaper } from '~/modules/attendance/paper/certificate'
import { recordOf } from '~/modules/attendance/queries/record.server'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { makePdf, pdfResponse } from '~/platform/pdf.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { name, rows, minutes } = await recordOf(actor, args.params.key ?? '')
  const language = await languageOf(args.request)
  const facts = {
    name,
    minutes,
    on: actor.today,
    rows: rows.map((row) => ({
      ...row,
      code: row.certificate && !row.certificate.revoked ? row.certificate.code : null,
    })),
    url: `${settings().PUBLIC_URL}/certificates`,
  }
  const paper = recordPaper(facts, translator(language), language)
  return pdfResponse(await makePdf(paper.definition, paper.footer), paper.name)
})
