/** The simulation for a spreadsheet: its sums, or every hall under every scheme. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { hallLines, sumLines } from '~/modules/revision/csv-lines'
import { revisionTable } from '~/modules/revision/queries/revision.server'
import { csv } from '~/platform/csv'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  const query = new URL(args.request.url).searchParams
  const t = translator(language)
  const table = await revisionTable(actor, query)
  const halls = query.get('part') === 'halls'
  return new Response(csv(halls ? hallLines(table, t) : sumLines(table, t)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="revision-${halls ? 'halls' : 'sums'}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
