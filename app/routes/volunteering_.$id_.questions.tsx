/** 質問: the public thread of a place, and the form; nobody writes to a person. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { ask } from '~/modules/participation/commands/questions.server'
import { QuestionThread } from '~/modules/participation/QuestionThread'
import { askable, threadOf } from '~/modules/participation/queries/questions.server'
import { QUESTION_KEPT_DAYS } from '~/modules/participation/rules'
import { questionForm } from '~/modules/participation/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { CheckboxField, CheckedForm, RadioField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('participation.question.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async ({ params }: LoaderFunctionArgs) => {
  const id = idParam(params.id)
  const [place, questions] = await Promise.all([askable(id), threadOf(id)])
  return { place, questions }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const form = await readAndCheck(args, questionForm)
  const language = await languageOf(args.request)
  await ask(await currentActor(args), visitorOf(args).address, id, form, language)
  return redirect(`/volunteering/${id}/questions?done=question_sent`)
})

export default function Questions() {
  const { place, questions } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('participation.question.title')}
      lead={t('participation.question.lead')}
      crumbs={[
        { href: '/volunteering', label: t('participation.board') },
        { href: `/volunteering/${place.id}`, label: place.title },
      ]}
    >
      <QuestionThread questions={questions} />
      <h2>{t('participation.question.ask')}</h2>
      <CheckedForm schema={questionForm} answer={answer} defaults={{ audience: 'place' }}>
        <RadioField
          name="audience"
          label={t('participation.question.audience')}
          options={[
            { value: 'place', label: t('participation.question.audience_place') },
            {
              value: 'centre',
              label: t('participation.question.audience_centre'),
              support: t('participation.question.audience_centre_support'),
            },
          ]}
          required
        />
        <TextArea
          name="text"
          rows={4}
          label={t('participation.question.text')}
          support={t('participation.question.text_support')}
          required
        />
        <CheckboxField name="certain" label={t('participation.question.certain')} />
        <TextField
          name="reply_to"
          type="email"
          label={t('participation.question.reply_to')}
          support={t('participation.question.kept', { days: QUESTION_KEPT_DAYS })}
          autoComplete="email"
        />
        <div className="actions">
          <SubmitButton>{t('participation.question.submit')}</SubmitButton>
        </div>
      </CheckedForm>
      <p>
        <a href={`/volunteering/concern?place=${place.id}`}>{t('participation.concern.link')}</a>
      </p>
    </Page>
  )
}
