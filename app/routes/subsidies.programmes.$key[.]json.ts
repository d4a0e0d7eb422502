/** 補助制度のJSON: what is published, for anybody; with `?version=` one version, drafts for those who write them. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { exportedProgramme } from '~/modules/subsidies/queries/versions.server'
import { idParam, queryParam, resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const asked = queryParam(args.request, 'version', 9)
  const { definition, number } = await exportedProgramme(
    actor,
    args.params.key ?? '',
    asked === undefined ? null : idParam(asked),
  )
  return new Response(`${JSON.stringify(definition, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${definition.key}-${number}.json"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
