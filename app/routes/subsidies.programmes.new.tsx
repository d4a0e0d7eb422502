/** 新しい補助制度: its names and first year; the rest is written part by part in a draft. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePortalRight } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { createProgramme } from '~/modules/subsidies/commands/draft.server'
import { programmesList } from '~/modules/subsidies/queries/versions.server'
import { newProgrammeSchema } from '~/modules/subsidies/schema'
import { fiscalYear } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, RadioField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('programmes.new.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  requirePortalRight(actor, 'subsidy.programme')
  const programmes = await programmesList(actor)
  return {
    municipality: programmes.find(({ own }) => own)?.municipality ?? '',
    year: fiscalYear(actor.today) + 1,
    models: programmes.flatMap(({ key, municipality, versions }) => {
      const published = versions.find(({ state }) => state === 'published')
      return published ? [{ value: key, label: `${municipality} ${published.name}` }] : []
    }),
  }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const key = await createProgramme(actor, await readAndCheck(args, newProgrammeSchema))
  return redirect(`/subsidies/programmes/${key}/versions/1?done=saved`)
})

export default function NewProgramme() {
  const { municipality, year, models } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('programmes.new.title')}
      lead={t('programmes.new.lead')}
      crumbs={[
        { href: '/subsidies', label: t('subsidies.list.title') },
        { href: '/subsidies/programmes', label: t('programmes.list.title') },
      ]}
    >
      <CheckedForm
        schema={newProgrammeSchema}
        answer={answer}
        defaults={{ municipality, year: String(year), own: 'own' }}
      >
        <TextField name="name" label={t('programmes.field.programme_name')} required />
        <TextField name="municipality" label={t('programmes.field.municipality')} required />
        <TextField
          name="year"
          label={t('programmes.field.year_from')}
          support={t('programmes.support.year')}
          inputMode="numeric"
          short
          required
        />
        <RadioField
          name="own"
          label={t('programmes.new.own')}
          required
          options={['own', 'other'].map((value) => ({ value, label: t(`programmes.new.own_${value}`) }))}
        />
        <SelectField
          name="from"
          label={t('programmes.new.from')}
          support={t('programmes.new.from_support')}
          emptyLabel={t('programmes.new.from_nothing')}
          options={models}
        />
        <TextField
          name="key"
          label={t('programmes.new.key')}
          support={t('programmes.new.key_support')}
          short
        />
        <div className="actions">
          <SubmitButton>{t('programmes.new.button')}</SubmitButton>
          <LinkButton href="/subsidies/programmes" variant="plain">
            {t('form.cancel')}
          </LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
