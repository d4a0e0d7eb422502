/** The answers of a survey with names, for those who run it. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { answersFile } from '~/modules/surveys/files.server'
import { idParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  const id = idParam(args.params.id)
  return new Response(await answersFile(actor, id, translator(language)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="survey-${id}-answers.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
