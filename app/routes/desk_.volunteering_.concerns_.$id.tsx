/** One 心配なことの連絡, for the centre alone: what was told, and what was done. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { handleConcern } from '~/modules/participation/commands/concerns.server'
import { concernPage } from '~/modules/participation/queries/concerns.server'
import { concernStates } from '~/modules/participation/rules'
import { concernDesk } from '~/modules/participation/schema'
import { formatInstant } from '~/platform/clock'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, RadioField, SubmitButton, TextArea } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { DataList } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('participation.concern.desk_title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  ...(await concernPage(requireUser(await currentActor(args)), idParam(args.params.id))),
  defaults: (await keptFields(args.request)) ?? {},
}))

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const form = await readAndCheck(args, concernDesk)
  await handleConcern(requireUser(await currentActor(args)), id, form)
  return redirect(`/desk/volunteering/concerns/${id}?done=saved`)
})

export default function OneConcern() {
  const { state, text, contact, outcome, version, createdAt, place, defaults } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={t('participation.concern.desk_title')}
      lead={t('participation.concern.desk_lead')}
      crumbs={[{ href: '/desk/volunteering/concerns', label: t('participation.concern.desk_title') }]}
    >
      <DataList
        rows={[
          [t('participation.concern.received'), formatInstant(createdAt, language)],
          [t('participation.concern.about'), place?.title ?? t('participation.concern.general')],
          [
            t('participation.concern.text'),
            <span key="text" className="whitespace-pre-line">
              {text}
            </span>,
          ],
          [t('participation.concern.contact'), contact || t('participation.concern.no_contact')],
        ]}
      />
      <CheckedForm
        schema={concernDesk}
        answer={answer}
        defaults={{ state, outcome, ...defaults, version: String(version) }}
      >
        <HiddenField name="version" value={version} />
        <RadioField
          name="state"
          label={t('participation.concern.state')}
          options={concernStates.map((value) => ({
            value,
            label: t(`participation.concern_state.${value}`),
          }))}
          required
        />
        <TextArea
          name="outcome"
          label={t('participation.concern.outcome')}
          support={t('participation.concern.outcome_support')}
        />
        <div className="actions">
          <SubmitButton>{t('participation.concern.save')}</SubmitButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
