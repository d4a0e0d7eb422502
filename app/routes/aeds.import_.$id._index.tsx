/** One import on its way: columns to confirm, progress, what would change, and what came of it. */
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { ImportPage } from '~/modules/imports/ImportPage'
import { actOnImport, importPage } from '~/modules/imports/page.server'
import { readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { titleMeta } from '~/ui/meta'

const title = titleMeta('imports.list.title')

const SECONDS = 3

/** While the queue works on it the page asks anew by itself, unless the reader has stopped that. */
export const meta: MetaFunction<typeof loader> = (args) => [
  ...(title(args) ?? []),
  ...(args.data?.renews ? [{ httpEquiv: 'refresh', content: String(SECONDS) }] : []),
]

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  importPage(await currentActor(args), idParam(args.params.id), {
    show: queryParam(args.request, 'show'),
    line: queryParam(args.request, 'line'),
    row: queryParam(args.request, 'row'),
    still: queryParam(args.request, 'still') !== undefined,
  }),
)

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const { fields } = await readForm(args)
  const done = await actOnImport(actor, id, fields)
  if (done.preview) return data({ preview: done.preview })
  const show = queryParam(args.request, 'show')
  const saved = done.decided ? `?show=${encodeURIComponent(show ?? '')}&done=saved#rows` : ''
  return redirect(`/aeds/import/${id}${saved}`)
})

export default function OneImport() {
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return <ImportPage loaded={loaded} answer={answer} />
}
