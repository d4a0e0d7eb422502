/** JSONで直す: a draft as its file, the second way of writing it. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { saveWhole } from '~/modules/subsidies/commands/draft.server'
import { readProgramme } from '~/modules/subsidies/commands/import.server'
import { draftForStaff } from '~/modules/subsidies/queries/versions.server'
import { wholeSchema } from '~/modules/subsidies/schema'
import { Stale } from '~/platform/errors'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('programmes.json.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const found = await draftForStaff(actor, args.params.key ?? '', idParam(args.params.number))
  return {
    key: found.key,
    number: found.number,
    name: found.name,
    version: found.version,
    json: JSON.stringify(found.definition, null, 2),
    kept: (await keptFields(args.request)) ?? null,
  }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const [key, number] = [args.params.key ?? '', idParam(args.params.number)]
  // Read first: what was typed outlives a session that has ended.
  const { fields } = await readForm(args)
  const standing = await draftForStaff(actor, key, number)
  const { version, json } = check(wholeSchema, fields)
  try {
    await saveWhole(actor, key, number, version, readProgramme(json))
  } catch (error) {
    if (!(error instanceof Stale) || error.key !== 'stale') throw error
    return data({ values: { json }, errors: {}, version: standing.version }, { status: 409 })
  }
  return redirect(`/subsidies/programmes/${key}/versions/${number}?done=saved`)
})

export default function EditAsJson() {
  const { key, number, name, version, json, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const stale = answer && 'version' in answer ? Number(answer.version) : null
  const at = `/subsidies/programmes/${key}/versions`
  return (
    <Page
      title={t('programmes.json.title')}
      lead={t('programmes.json.lead')}
      width="wide"
      crumbs={[
        { href: '/subsidies/programmes', label: t('programmes.list.title') },
        { href: at, label: name },
        { href: `${at}/${number}`, label: t('programmes.version.number', { number }) },
      ]}
    >
      {stale !== null && (
        <Banner tone="warning" title={t('programmes.form.stale')} live>
          <p>{t('programmes.json.stale_text')}</p>
        </Banner>
      )}
      <CheckedForm answer={answer} defaults={{ json, ...kept }}>
        <HiddenField name="version" value={stale ?? version} />
        <TextArea name="json" label="JSON" rows={24} required />
        <div className="actions">
          <SubmitButton>{t('programmes.form.save')}</SubmitButton>
          <LinkButton href={`${at}/${number}`} variant="plain">
            {t('form.cancel')}
          </LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
