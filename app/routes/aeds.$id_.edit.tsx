/** AEDの記録を直す: for officers who keep it, and the city. */
import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireUser } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { AedForm, StaleRecord } from '~/modules/aeds/AedForm'
import { editAed } from '~/modules/aeds/commands/record.server'
import { editAedSchema } from '~/modules/aeds/form-schema'
import { aedForKeeper } from '~/modules/aeds/queries/record.server'
import { Stale } from '~/platform/errors'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('aeds.edit.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const actor = requireUser(await currentActor(args))
  const [found, kept] = await Promise.all([aedForKeeper(actor, id), keptFields(args.request)])
  return { ...found, kept: kept ?? null }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  try {
    await editAed(actor, id, check(editAedSchema, fields))
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    const { aed } = await aedForKeeper(actor, id)
    return data({ values: fields, errors: {}, stale: aed.version }, { status: 409 })
  }
  return redirect(`/aeds/${id}?done=saved`)
})

export default function EditAed() {
  const { aed, fields, halls, hoursText, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const stale = answer && 'stale' in answer ? answer.stale : null
  return (
    <Page
      title={t('aeds.edit.title')}
      lead={aed.name}
      crumbs={[
        { href: '/aeds', label: t('aeds.record.crumb') },
        { href: `/aeds/${aed.id}`, label: aed.name },
      ]}
    >
      {aed.source && <p>{t('aeds.edit.source_note', { source: aed.source })}</p>}
      {kept && <Banner tone="info" title={t('form.kept')} />}
      {stale !== null && <StaleRecord id={aed.id} />}
      <AedForm
        version={stale ?? aed.version}
        fields={{ ...fields, ...kept, version: String(aed.version) }}
        answer={answer}
        halls={halls}
        original={hoursText}
        cancel={`/aeds/${aed.id}`}
      />
    </Page>
  )
}
