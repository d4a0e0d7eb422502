/** 予算差引簿 as CSV for the accounting system: `?year=`, `?budget=`, `?encoding=cp932`. For the city only. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { ledgerFile } from '~/modules/budgets/queries/file.server'
import { ledgerFileQuery } from '~/modules/budgets/schema'
import { resource } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const query = ledgerFileQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  const { name, type, body } = await ledgerFile(actor, query, translator('ja'))
  return new Response(new Uint8Array(body), {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
