/** 協議会・自治会・班を加える: the city keeps the register; officers add the groups of their association. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { createAssociation } from '~/modules/associations/commands/create.server'
import { formForNew } from '~/modules/associations/edit.server'
import { newSchema } from '~/modules/associations/schema'
import { NotFound } from '~/platform/errors'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('associations.new.short')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const parent = new URL(args.request.url).searchParams.get('parent')
  if (!parent) throw new NotFound()
  const [form, kept] = await Promise.all([formForNew(actor, idParam(parent)), keptFields(args.request)])
  return { ...form, kept: kept ?? null }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const slug = await createAssociation(actor, await readAndCheck(args, newSchema))
  return redirect(`/associations/${slug}?done=saved`)
})

export default function NewAssociation() {
  const { parent, kind, districts, suggestedName, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t(`associations.new.title_of.${kind}`, { parent: parent.name })}
      lead={t('associations.new.lead')}
      crumbs={[
        { href: '/associations', label: t('associations.list.title') },
        { href: `/associations/${parent.slug}`, label: parent.name },
      ]}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      <CheckedForm
        schema={newSchema}
        answer={answer}
        defaults={{ name: suggestedName, parent: String(parent.id), ...kept }}
        action={`/associations/new?parent=${parent.id}`}
      >
        <HiddenField name="parent" value={parent.id} />
        {kind === 'council' && (
          <SelectField
            name="district"
            label={t('associations.new.district')}
            support={t('associations.new.district_support')}
            emptyLabel={t('associations.new.district_none')}
            options={districts.map((d) => ({
              value: String(d.id),
              label: t('associations.district', { name: d.name }),
            }))}
            required
          />
        )}
        <TextField
          name="name"
          label={t('associations.new.name')}
          support={
            kind === 'group' ? t('associations.new.name_support_group', { parent: parent.name }) : undefined
          }
          required
        />
        <TextField
          name="reading"
          label={t('associations.edit.reading')}
          support={t('associations.edit.reading_support')}
          required
        />
        {kind !== 'council' && (
          <TextArea
            name="towns"
            label={t('associations.edit.towns')}
            support={t('associations.edit.towns_support')}
            rows={4}
          />
        )}
        <div className="actions">
          <SubmitButton>{t('associations.new.submit')}</SubmitButton>
          <LinkButton href={`/associations/${parent.slug}`}>{t('form.cancel')}</LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
