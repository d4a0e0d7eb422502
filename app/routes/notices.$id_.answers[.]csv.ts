/** The answers to an event as a table for a spreadsheet, for officers. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { answersTable } from '~/modules/events/answers-table'
import { allAnswers } from '~/modules/events/queries/answers.server'
import { csv } from '~/platform/csv'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const found = await allAnswers(await currentActor(args), id)
  const table = answersTable(translator(await languageOf(args.request)), found)
  return new Response(csv(table), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="answers-${id}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
