/** 申請書の経費: cost lines with quotes; after the start the actual costs with receipts. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { CostsPart } from '~/modules/applications/CostsPart'
import { copyEstimates, removeLine, saveLine } from '~/modules/applications/commands/costs.server'
import { costsView } from '~/modules/applications/queries/parts.server'
import { copyLinesSchema, lineForm, MAX_FILE_BYTES, removeLineSchema } from '~/modules/applications/schema'
import { unlessStale } from '~/modules/applications/stale.server'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { titleMeta } from '~/ui/meta'

export const handle = { interactive: true }
export const meta = titleMeta('applications.costs.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const view = await costsView(await currentActor(args), idParam(args.params.id))
  const kept = (await keptFields(args.request)) ?? null
  return {
    ...view,
    asked: queryParam(args.request, 'line', 12) ?? null,
    kept: kept && intentOf(kept) === 'save' ? kept : null,
  }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const form = await readForm(args, { maxBytes: MAX_FILE_BYTES, maxCount: 1 })
  try {
    const { fields, files } = form
    const { works } = await costsView(actor, id)
    const command = () => {
      switch (intentOf(fields)) {
        case 'remove':
          return removeLine(actor, id, check(removeLineSchema, fields))
        case 'copy':
          return copyEstimates(actor, id, check(copyLinesSchema, fields))
        default:
          return saveLine(actor, id, check(lineForm(works.map(({ key }) => key)), fields), files[0])
      }
    }
    const stale = await unlessStale({ actor, id, task: 'costs', fields }, command)
    return stale ?? redirect(`/subsidies/applications/${id}/costs?done=saved`)
  } finally {
    await form.discard()
  }
})

export default function Costs() {
  return <CostsPart {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
