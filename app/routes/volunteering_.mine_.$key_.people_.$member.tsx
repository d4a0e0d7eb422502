/** 当日の連絡先, 健康のこと and the guardian's address, for one activity. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { changeMember } from '~/modules/participation/commands/mine.server'
import { privateMeta } from '~/modules/participation/meta'
import { DayFields, GuardianField } from '~/modules/participation/PersonFields'
import { memberKindOf, ownMemberOf } from '~/modules/participation/queries/mine.server'
import { memberForms } from '~/modules/participation/schema'
import { formatSpan } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, SubmitButton } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = privateMeta('participation.day.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async ({ params }: LoaderFunctionArgs) => {
  const key = params.key ?? ''
  return { key, ...(await ownMemberOf(key, idParam(params.member))) }
})

export const action = formAction(async (args) => {
  const key = args.params.key ?? ''
  const member = idParam(args.params.member)
  const form = await readAndCheck(args, memberForms[await memberKindOf(member)])
  await changeMember(await currentActor(args), key, member, form)
  return redirect(`/volunteering/mine/${key}?done=saved`)
})

export default function OwnDay() {
  const data = useLoaderData<typeof loader>()
  const { key, id, title, startsAt, endsAt, needsConsent, consent } = data
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const defaults = {
    emergency_name: data.emergencyName,
    emergency_phone: data.emergencyPhone,
    health: data.health,
    guardian_email: data.guardianEmail,
  }
  return (
    <Page
      title={t('participation.day.title')}
      lead={`${title} ${formatSpan(startsAt, endsAt, language)}`}
      crumbs={[{ href: `/volunteering/mine/${key}`, label: t('participation.mine.title') }]}
    >
      <CheckedForm schema={memberForms[data.kind]} answer={answer} defaults={defaults}>
        {data.kind !== 'lecture' && <DayFields />}
        {needsConsent && consent === 'waiting' && (
          <>
            <h2>{t('participation.apply.guardian')}</h2>
            <GuardianField />
            <Banner tone="info" title={t('participation.day.paper')}>
              <p>{t('participation.day.paper_text')}</p>
              <LinkButton href={`/volunteering/mine/${key}/people/${id}/sheet.pdf`}>
                {t('participation.mine.sheet')}
              </LinkButton>
            </Banner>
          </>
        )}
        <div className="actions">
          <SubmitButton>{t('participation.details.submit')}</SubmitButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
