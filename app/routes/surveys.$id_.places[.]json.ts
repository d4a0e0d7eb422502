/** The squares of the map of one question. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { namedCells, placeLayers } from '~/modules/surveys/queries/places.server'
import { resultsOf } from '~/modules/surveys/queries/results.server'
import { NotFound } from '~/platform/errors'
import { idParam, queryParam, resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  const { results } = await resultsOf(actor, idParam(args.params.id))
  const question = idParam(queryParam(args.request, 'question', 10))
  const result = results.find(({ questionId, kind }) => questionId === question && kind === 'place')
  if (!result) throw new NotFound()
  const layers = await placeLayers(await namedCells(result.cells), translator(language))
  return Response.json(layers, { headers: { 'Cache-Control': 'private, no-cache' } })
})
