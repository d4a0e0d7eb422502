/** 仕事の記録 of a fiscal year as a file, for its holder and those who keep the officers. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { recordsFile, recordYear } from '~/modules/officers/queries/records.server'
import { idParam, queryParam, resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { slug = '', id } = args.params
  const postId = idParam(id)
  const year = recordYear(queryParam(args.request, 'year', 4), actor.today)
  return new Response(await recordsFile(actor, slug, postId, year, translator('ja')), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="records-${postId}-${year}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
