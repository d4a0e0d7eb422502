/** ときどき手伝う人: the helpers of the association, and telling them of a session with room. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor } from '~/modules/accounts/session.server'
import { inviteHelpers } from '~/modules/attendance/commands/helpers.server'
import { helpersOf } from '~/modules/attendance/queries/helpers.server'
import { inviteForm } from '~/modules/attendance/schema'
import { formatDay, formatSpan } from '~/platform/clock'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, SelectField, SubmitButton } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Table } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('attendance.helpers.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const found = await helpersOf(await currentActor(args), args.params.slug ?? '')
  const kept = await keptFields(args.request)
  return { ...found, defaults: kept ?? {}, kept: kept !== undefined }
})

export const action = formAction(async (args) => {
  const slug = args.params.slug ?? ''
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  await inviteHelpers(actor, slug, check(inviteForm, fields).session)
  return redirect(`/associations/${slug}/helpers?done=helpers_told`)
})

export default function Helpers() {
  const { association, helpers, sessions, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`attendance.helpers.${key}`, params)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      width="wide"
      crumbs={[{ href: `/associations/${association.slug}`, label: association.name }]}
    >
      <KeptBanner kept={kept} />
      {helpers.length === 0 ? (
        <p>{at('none')}</p>
      ) : (
        <Table
          caption={at('caption', { count: helpers.length })}
          head={[at('name'), at('stage'), at('times'), at('since'), at('reach')]}
          rows={helpers.map((helper) => [
            helper.name,
            t(`attendance.stage.${helper.stage}`),
            at('times_count', { count: helper.times }),
            formatDay(helper.joinedOn, language),
            <span key="reach">
              {helper.minor ? <Badge tone="info">{at('by_centre')}</Badge> : at('by_mail')}
            </span>,
          ])}
        />
      )}
      {helpers.length > 0 && <h2 className="no-print">{at('tell')}</h2>}
      {helpers.length > 0 && (
        <section className="stack no-print">
          <p>{at('tell_text')}</p>
          {sessions.length === 0 ? (
            <p>
              {at('no_sessions')} <a href="/volunteering/host">{at('to_host')}</a>
            </p>
          ) : (
            <CheckedForm schema={inviteForm} answer={answer} defaults={defaults}>
              <SelectField
                name="session"
                label={at('session')}
                emptyLabel={t('form.choose')}
                options={sessions.map((session) => ({
                  value: String(session.id),
                  label: `${session.title} ${formatSpan(new Date(session.startsAt), new Date(session.endsAt), language)}`,
                }))}
                required
              />
              <SubmitButton>{at('tell_button')}</SubmitButton>
            </CheckedForm>
          )}
        </section>
      )}
      <p className="support">{at('kept')}</p>
    </Page>
  )
}
