/** 会館の記録を直す・廃止する: for the officers of its associations, and the city. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { ClosePart } from '~/modules/halls/ClosePart'
import { closeHall, editHall } from '~/modules/halls/commands/halls.server'
import { HallForm } from '~/modules/halls/HallForm'
import { hallForEdit } from '~/modules/halls/queries/hall.server'
import { ownAssociations } from '~/modules/halls/queries/own.server'
import { differences, hallFields } from '~/modules/halls/rules'
import { StaleNotice } from '~/modules/halls/StaleNotice'
import { closeSchema, editHallSchema } from '~/modules/halls/schema'
import { Stale } from '~/platform/errors'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { hall: { name: string } }) => data.hall.name)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const hall = await hallForEdit(actor, idParam(args.params.id))
  const [known, own, kept] = await Promise.all([
    districts(),
    ownAssociations(actor),
    keptFields(args.request),
  ])
  return {
    hall: { id: hall.id, name: hall.name, version: hall.version, closedOn: hall.closedOn },
    fields: hallFields(hall.values, hall.associations),
    districts: known.map(({ id, name }) => ({ id, name })),
    own: own.map(({ name }) => name),
    kept: kept && intentOf(kept) === 'save' ? (kept as Record<string, string>) : null,
    today: actor.today,
  }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  if (intentOf(fields) !== 'save') {
    const form = check(closeSchema, fields)
    const closedOn = form.intent === 'close' ? (form.closed_on ?? actor.today) : null
    await closeHall(actor, id, { closedOn, version: form.version })
    return redirect(`/halls/${id}?done=saved`)
  }
  try {
    await editHall(actor, id, check(editHallSchema, fields))
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    // Both are shown, and nothing is lost: the form holds what was typed, the table what stands.
    const current = await hallForEdit(actor, id)
    const stale = differences(hallFields(current.values, current.associations), fields)
    return data({ values: fields, errors: {}, stale, version: current.version }, { status: 409 })
  }
  return redirect(`/halls/${id}?done=saved`)
})

export default function EditHall() {
  const { hall, fields, districts, own, kept, today } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const stale = answer && 'stale' in answer ? answer.stale : null
  const version = answer && 'version' in answer ? answer.version : hall.version
  const closing =
    answer && 'values' in answer && intentOf(answer.values as Record<string, unknown>) !== 'save'
  return (
    <Page
      title={t('halls.form.edit_title', { name: hall.name })}
      crumbs={[
        { href: '/halls', label: t('halls.title') },
        { href: `/halls/${hall.id}`, label: hall.name },
      ]}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      {stale && <StaleNotice stale={stale} />}
      <HallForm
        version={version}
        fields={{ ...fields, ...kept, version: String(version) }}
        answer={closing ? undefined : answer}
        districts={districts}
        own={own}
        cancel={`/halls/${hall.id}`}
      />
      <ClosePart hall={hall} today={today} answer={closing ? answer : undefined} />
    </Page>
  )
}
