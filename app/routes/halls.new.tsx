/** 会館を登録する: for officers who keep halls, and the city. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { denied, mayAnywhere, requireUser } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { createHall } from '~/modules/halls/commands/halls.server'
import { HallForm } from '~/modules/halls/HallForm'
import { ownAssociations } from '~/modules/halls/queries/own.server'
import { newHallSchema } from '~/modules/halls/schema'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('halls.form.new_title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  if (!mayAnywhere(actor, 'hall.keep')) denied(actor)
  const [known, own, kept] = await Promise.all([
    districts(),
    ownAssociations(actor),
    keptFields(args.request),
  ])
  const asked = queryParam(args.request, 'association')
  const first = own.find(({ slug }) => slug === asked) ?? (own.length === 1 ? own[0] : undefined)
  return {
    districts: known.map(({ id, name }) => ({ id, name })),
    own: own.map(({ name }) => name),
    fields: { designation: 'none', associations: first?.name ?? '' } as Record<string, string>,
    kept: (kept ?? null) as Record<string, string> | null,
  }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const id = await createHall(actor, await readAndCheck(args, newHallSchema))
  return redirect(`/halls/${id}?done=saved`)
})

export default function NewHall() {
  const { districts, own, fields, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('halls.form.new_title')}
      lead={t('halls.form.new_lead')}
      crumbs={[{ href: '/halls', label: t('halls.title') }]}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      <HallForm
        fields={{ ...fields, ...kept }}
        answer={answer}
        districts={districts}
        own={own}
        cancel="/halls"
      />
    </Page>
  )
}
