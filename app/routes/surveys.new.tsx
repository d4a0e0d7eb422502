/** アンケートを作る: blank, or with the words and questions of an earlier one. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { makeSurvey } from '~/modules/surveys/commands/edit.server'
import { surveyChoices, surveyToCopy } from '~/modules/surveys/queries/desk.server'
import { SurveyForm } from '~/modules/surveys/SurveyForm'
import { newSurveyForm } from '~/modules/surveys/schema'
import { addDays } from '~/platform/clock'
import { type FormFields, rowId } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('surveys.form.new')

export { ErrorBoundary } from '~/ui/error-boundary'

const copied = (request: Request) => rowId.safeParse(queryParam(request, 'copy')).data ?? null

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const copy = copied(args.request)
  const [choices, kept, earlier] = await Promise.all([
    surveyChoices(actor),
    keptFields(args.request),
    copy === null ? null : surveyToCopy(actor, copy),
  ])
  const [own] = choices.associations
  const blank: FormFields = {
    association: own ? String(own.id) : '',
    audience: own ? String(own.id) : '',
    reach: own?.kind === 'city' ? 'all' : 'members',
    unit: own?.kind === 'city' ? 'person' : 'household',
    anonymous: 'yes',
    resultsPublic: 'on',
  }
  const days = { opensOn: addDays(actor.today, 7), closesOn: addDays(actor.today, 28) }
  return { choices, copying: earlier !== null, defaults: { ...blank, ...earlier, ...days, ...kept } }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = await makeSurvey(actor, check(newSurveyForm, fields), copied(args.request))
  return redirect(`/surveys/${id}/edit?done=survey_made`)
})

export default function NewSurvey() {
  const { choices, copying, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('surveys.form.new')}
      lead={t(copying ? 'surveys.form.copying' : 'surveys.form.lead')}
      crumbs={[
        { href: '/surveys', label: t('surveys.list.title') },
        { href: '/surveys/desk', label: t('surveys.desk.title') },
      ]}
    >
      <SurveyForm
        schema={newSurveyForm}
        answer={answer}
        defaults={defaults}
        choices={choices}
        version={null}
        back="/surveys/desk"
      />
    </Page>
  )
}
