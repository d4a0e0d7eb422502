/** アカウントなしで答える: a link is sent to an address, which is kept with no answer. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { sendLink } from '~/modules/surveys/commands/links.server'
import { surveyPage } from '~/modules/surveys/queries/survey.server'
import { addressForm } from '~/modules/surveys/schema'
import { NotFound } from '~/platform/errors'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('surveys.address.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { survey, byAddress } = await surveyPage(await currentActor(args), idParam(args.params.id))
  if (!byAddress) throw new NotFound()
  return { survey: { id: survey.id, title: survey.title } }
})

export const action = formAction(async (args) => {
  const { email } = await readAndCheck(args, addressForm)
  const id = idParam(args.params.id)
  await sendLink(await currentActor(args), id, email)
  return redirect(`/surveys/${id}?done=survey_link_sent`)
})

export default function AnswerByAddress() {
  const { survey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`surveys.address.${key}`)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[
        { href: '/surveys', label: t('surveys.list.title') },
        { href: `/surveys/${survey.id}`, label: survey.title },
      ]}
    >
      <ul className="bullets">
        <li>{at('once')}</li>
        <li>{at('apart')}</li>
        <li>{at('newest')}</li>
      </ul>
      <CheckedForm schema={addressForm} answer={answer}>
        <TextField name="email" type="email" label={at('email')} autoComplete="email" required />
        <SubmitButton>{at('send')}</SubmitButton>
      </CheckedForm>
    </Page>
  )
}
