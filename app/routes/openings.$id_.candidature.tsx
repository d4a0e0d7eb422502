/** 立候補: with an account, whose name and mail it takes along. */
import { randomUUID } from 'node:crypto'
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { stand } from '~/modules/openings/commands/interest.server'
import { AgreeField } from '~/modules/openings/InterestFields'
import { interestToShow, standingAs } from '~/modules/openings/queries/opening.server'
import { candidatureForm } from '~/modules/openings/schema'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { DataList } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('openings.candidature.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const [opening, own, kept] = await Promise.all([
    interestToShow(actor, idParam(args.params.id)),
    standingAs(actor),
    keptFields(args.request),
  ])
  return { opening, own, defaults: kept ?? {}, submission: randomUUID() }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = await stand(actor, idParam(args.params.id), check(candidatureForm, fields))
  return redirect(`/interest/my-${id}?done=interest_shown`)
})

export default function Candidature() {
  const { opening, own, defaults, submission } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`openings.candidature.${key}`)
  return (
    <Page
      title={at('title')}
      lead={t('openings.candidature.lead', { association: opening.association.name })}
      crumbs={[
        { href: '/openings', label: t('openings.list.title') },
        { href: `/openings/${opening.id}`, label: opening.title },
      ]}
    >
      <DataList
        rows={[
          [t('openings.interest.name'), own && `${own.familyName} ${own.givenName}`],
          [t('openings.interest.email'), own?.email],
        ]}
      />
      <p className="support">{at('from_account')}</p>
      <CheckedForm schema={candidatureForm} answer={answer} defaults={defaults}>
        <TextField
          name="phone"
          type="tel"
          label={t('openings.interest.phone')}
          autoComplete="tel"
          inputMode="tel"
        />
        <TextArea name="message" label={at('message')} support={at('message_support')} rows={5} />
        <AgreeField association={opening.association.name} keptUntil={opening.keptUntil} />
        <HiddenField name="submission" value={submission} />
        <SubmitButton>{at('submit')}</SubmitButton>
      </CheckedForm>
    </Page>
  )
}
