/** 友だちの登録: a friend completes what the one who applied did not know. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { completeFriend } from '~/modules/participation/commands/mine.server'
import { privateMeta } from '~/modules/participation/meta'
import { DayFields, GuardianField, PersonFields } from '~/modules/participation/PersonFields'
import { friendKind, friendPage } from '~/modules/participation/queries/friend.server'
import { friendForms } from '~/modules/participation/schema'
import { formatSpan } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckboxField, CheckedForm, SubmitButton } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { DataList } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = privateMeta('participation.friend.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async ({ params }: LoaderFunctionArgs) => friendPage(params.token ?? ''))

export const action = formAction(async (args) => {
  const token = args.params.token ?? ''
  const form = await readAndCheck(args, friendForms[await friendKind(token)])
  const key = await completeFriend(await currentActor(args), visitorOf(args).address, token, form)
  return redirect(`/volunteering/mine/${key}?done=friend_completed`)
})

export default function CompleteFriend() {
  const { name, needsConsent, kind, title, startsAt, endsAt, venue, allergies } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page title={t('participation.friend.heading', { name })} lead={t('participation.friend.lead')}>
      <DataList
        rows={[
          [t('participation.activity'), title],
          [t('participation.when'), formatSpan(startsAt, endsAt, language)],
          [t('participation.venue'), venue],
        ]}
      />
      <CheckedForm schema={friendForms[kind]} answer={answer} defaults={{ given_name: name }}>
        <PersonFields school={needsConsent && kind !== 'lecture'} />
        {needsConsent && (
          <>
            <h2>{t('participation.apply.guardian')}</h2>
            <GuardianField />
          </>
        )}
        {kind !== 'lecture' && (
          <>
            <h2>{t('participation.apply.day')}</h2>
            <DayFields allergies={allergies} />
          </>
        )}
        <CheckboxField name="agree" label={t('participation.form.agree')} />
        <div className="actions">
          <SubmitButton>{t('participation.friend.submit')}</SubmitButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
