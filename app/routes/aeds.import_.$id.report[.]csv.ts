/** The report of an import, row by row, for a spreadsheet. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { importReport } from '~/modules/imports/queries/imports.server'
import { reportLines } from '~/modules/imports/report'
import { csv } from '~/platform/csv'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  const id = idParam(args.params.id)
  const { rows } = await importReport(actor, id)
  return new Response(csv(reportLines(rows, translator(language), language)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="aed-import-${id}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
