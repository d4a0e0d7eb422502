/** 役員の仕事の量, or the seats of the districts month by month, for a spreadsheet. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { seatsFile, workFile } from '~/modules/workload/files.server'
import { queryParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  const seats = queryParam(args.request, 'of', 10) === 'seats'
  const t = translator(language)
  const text = await (seats ? seatsFile(actor.today, t) : workFile(actor.today, t))
  const name = seats ? 'vacancies' : 'workload'
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}-${actor.today}.csv"`,
    },
  })
})
