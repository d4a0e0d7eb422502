/** 工事を加える・直す・削除する; `/halls/:id/works/new` for a new one. */
import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { deleteWork, saveWork } from '~/modules/halls/commands/facts.server'
import { DateParts } from '~/modules/halls/HallForm'
import { hallForEdit } from '~/modules/halls/queries/hall.server'
import { differences, workFields, workKinds } from '~/modules/halls/rules'
import { StaleNotice } from '~/modules/halls/StaleNotice'
import { removeSchema, workSchema } from '~/modules/halls/schema'
import { NotFound, Stale } from '~/platform/errors'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, ConfirmPost, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { hall: { name: string } }) => data.hall.name)

export { ErrorBoundary } from '~/ui/error-boundary'

/** The work of the address; null for a new one. */
const idOf = (param: string | undefined) => (param === 'new' ? null : idParam(param))

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idOf(args.params.work)
  const hall = await hallForEdit(await currentActor(args), idParam(args.params.id))
  const standing = hall.works.find((work) => work.id === id)
  if (id !== null && !standing) throw new NotFound()
  const kept = await keptFields(args.request)
  return {
    hall: { id: hall.id, name: hall.name, version: hall.version },
    id,
    fields: {
      ...(standing && workFields(standing)),
      ...(kept as Record<string, string> | undefined),
    } as Record<string, string>,
    kept: kept !== undefined,
  }
})

export const action = formAction(async (args) => {
  const hallId = idParam(args.params.id)
  const id = idOf(args.params.work)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  if (intentOf(fields) === 'delete' && id !== null) {
    const { version } = check(removeSchema, { ...fields, id: String(id) })
    await deleteWork(actor, hallId, { id, version })
    return redirect(`/halls/${hallId}?done=deleted#inside`)
  }
  const form = check(workSchema, fields)
  try {
    await saveWork(actor, hallId, { ...form, id })
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    // Both are shown, and nothing is lost: the form holds what was typed, the table what stands.
    const hall = await hallForEdit(actor, hallId)
    const standing = hall.works.find((one) => one.id === id)
    const stale = standing ? differences(workFields(standing), fields) : []
    const gone = id !== null && !standing
    return data({ values: fields, errors: {}, stale, gone, version: hall.version }, { status: 409 })
  }
  return redirect(`/halls/${hallId}?done=saved#inside`)
})

export default function Work() {
  const { hall, id, fields, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const stale = answer && 'stale' in answer ? answer : null
  const at = (key: string, params?: Record<string, string>) => t(`halls.work_form.${key}`, params)
  return (
    <Page
      title={at(id === null ? 'new_title' : 'edit_title')}
      lead={at('lead', { name: hall.name })}
      crumbs={[
        { href: '/halls', label: t('halls.title') },
        { href: `/halls/${hall.id}`, label: hall.name },
      ]}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      {stale && <StaleNotice stale={stale.stale} section="work_form" gone={stale.gone} />}
      <CheckedForm
        schema={workSchema}
        answer={answer}
        defaults={fields}
        action={stale?.gone ? `/halls/${hall.id}/works/new` : undefined}
      >
        <HiddenField name="version" value={stale?.version ?? hall.version} />
        <SelectField
          name="kind"
          label={at('kind')}
          emptyLabel={t('halls.form.choose')}
          options={workKinds.map((value) => ({ value, label: t(`halls.work.${value}`) }))}
          required
        />
        <DateParts name="done" legend={at('done')} support={t('halls.form.dates_support')} />
        <TextField name="cost" label={at('cost')} inputMode="numeric" short />
        <TextField name="subsidy" label={at('subsidy')} inputMode="numeric" short />
        <TextField name="score_after" label={at('score_after')} support={at('score_support')} short />
        <TextArea name="note" label={at('note')} rows={3} />
        <div className="actions">
          <SubmitButton>{at('save')}</SubmitButton>
          <LinkButton href={`/halls/${hall.id}`}>{t('form.cancel')}</LinkButton>
        </div>
      </CheckedForm>
      {id !== null && !stale?.gone && (
        <ConfirmPost
          summary={at('delete')}
          label={at('delete_button')}
          fields={{ intent: 'delete', version: hall.version }}
        >
          <p>{at('delete_text')}</p>
        </ConfirmPost>
      )}
    </Page>
  )
}
