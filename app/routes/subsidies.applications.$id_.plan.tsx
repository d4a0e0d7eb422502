/** 申請書の計画: for the officers who write for the association. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { savePlan } from '~/modules/applications/commands/draft.server'
import { PlanPart } from '~/modules/applications/PlanForm'
import { planView } from '~/modules/applications/queries/parts.server'
import { planForm } from '~/modules/applications/schema'
import { unlessStale } from '~/modules/applications/stale.server'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { titleMeta } from '~/ui/meta'

export const handle = { interactive: true }
export const meta = titleMeta('applications.plan.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const view = await planView(await currentActor(args), idParam(args.params.id))
  return { ...view, kept: (await keptFields(args.request)) ?? null }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const { head } = await planView(actor, id)
  const form = check(planForm(head.definition), fields)
  const stale = await unlessStale({ actor, id, task: 'plan', fields }, () => savePlan(actor, id, form))
  return stale ?? redirect(`/subsidies/applications/${id}?done=saved`)
})

export default function Plan() {
  return <PlanPart {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
