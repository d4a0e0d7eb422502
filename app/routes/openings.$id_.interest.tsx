/** もっと聞いてみたい: a name and one way to reach, without an account. */
import { randomUUID } from 'node:crypto'
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { showInterest } from '~/modules/openings/commands/interest.server'
import { AgreeField, PersonFields } from '~/modules/openings/InterestFields'
import { interestToShow, standingAs } from '~/modules/openings/queries/opening.server'
import { interestForm } from '~/modules/openings/schema'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('openings.interest.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [opening, own] = await Promise.all([
    interestToShow(actor, idParam(args.params.id)),
    standingAs(actor),
  ])
  const defaults: Record<string, string> = own
    ? { name: `${own.familyName} ${own.givenName}`, email: own.email }
    : {}
  return { opening, defaults, submission: randomUUID() }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const key = await showInterest(actor, visitorOf(args).address, id, check(interestForm, fields))
  return redirect(`/interest/${key}?done=interest_shown`)
})

export default function ShowInterest() {
  const { opening, defaults, submission } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('openings.interest.title')}
      lead={t('openings.interest.lead', { association: opening.association.name })}
      crumbs={[
        { href: '/openings', label: t('openings.list.title') },
        { href: `/openings/${opening.id}`, label: opening.title },
      ]}
    >
      <p>{t('openings.interest.no_promise')}</p>
      <CheckedForm schema={interestForm} answer={answer} defaults={defaults}>
        <PersonFields />
        <AgreeField association={opening.association.name} keptUntil={opening.keptUntil} />
        <HiddenField name="submission" value={submission} />
        <SubmitButton>{t('openings.interest.submit')}</SubmitButton>
      </CheckedForm>
      <p className="support">
        {t('openings.interest.answer_within', { days: opening.association.answerDays })}
      </p>
    </Page>
  )
}
