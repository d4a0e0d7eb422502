/** 回答の状況 for a spreadsheet. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { figuresFile } from '~/modules/exchange/queries/city-figures.server'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  return new Response(await figuresFile(actor, translator(language)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="answers-${actor.today}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
