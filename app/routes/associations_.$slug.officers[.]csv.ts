/** 役員名簿 as a file, for its officers and the city. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { rosterFile } from '~/modules/officers/queries/roster.server'
import { rosterDay } from '~/modules/officers/rules'
import { queryParam, resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { slug = '' } = args.params
  const asked = queryParam(args.request, 'on', 10) ?? ''
  const on = rosterDay(asked, actor.today)
  return new Response(await rosterFile(actor, slug, on, translator('ja')), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="officers-${slug}-${on}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
