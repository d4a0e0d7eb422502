/** 通報: anybody says that a contribution breaks the rules; `?sent` says what happens next. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { keepers } from '~/contributions.server'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { report } from '~/modules/moderation/commands/report.server'
import { reportable, reportedIn } from '~/modules/moderation/queries/report.server'
import { REPORT_KEPT_DAYS, reportPath, reportReasons } from '~/modules/moderation/rules'
import { reportForm } from '~/modules/moderation/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { CheckedForm, RadioField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const handle = { interactive: true }
export const meta = titleMeta('moderation.report.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const about = reportedIn(args.request.url)
  return {
    ...(await reportable(actor, keepers, about)),
    sent: queryParam(args.request, 'sent') !== undefined,
    signedIn: actor.user !== null,
  }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const { subject, id } = reportedIn(args.request.url)
  const form = await readAndCheck(args, reportForm)
  await report(actor, keepers, visitorOf(args).address, subject, id, form)
  return redirect(`${reportPath(subject, id)}&sent=1`)
})

export default function Report() {
  const { subject, title, href, hidden, sent, signedIn } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const crumbs = [{ href: '/exchange', label: t('exchange.title') }]
  if (sent) {
    return (
      <Page title={t('moderation.report.thanks')} crumbs={crumbs}>
        <Banner tone="success" title={t('moderation.report.taken')} live>
          <p>{t('moderation.report.next')}</p>
          {signedIn && <p>{t('moderation.report.next_account')}</p>}
        </Banner>
        <div className="actions">
          <LinkButton href={href}>{t('moderation.report.back')}</LinkButton>
        </div>
      </Page>
    )
  }
  if (hidden) {
    return (
      <Page title={t('moderation.report.title')} crumbs={crumbs}>
        <Banner tone="info" title={t('moderation.report.already')}>
          <p>
            <a href={href}>{t('moderation.report.back')}</a>
          </p>
        </Banner>
      </Page>
    )
  }
  return (
    <Page title={t('moderation.report.title')} lead={t('moderation.report.lead')} crumbs={crumbs}>
      <p>
        {t('moderation.report.of')}({t(`moderation.subject.${subject}`)})
        <strong className="block">{title}</strong>
      </p>
      <p>{t('moderation.report.not_disagree')}</p>
      <CheckedForm schema={reportForm} answer={answer}>
        <RadioField
          name="reason"
          label={t('moderation.report.reason')}
          required
          options={reportReasons.map((reason) => ({
            value: reason,
            label: t(`moderation.reason.${reason}`),
          }))}
        />
        <TextArea
          name="text"
          rows={4}
          label={t('moderation.report.text')}
          support={t('moderation.report.text_support')}
        />
        <p>{t('moderation.report.kept', { days: REPORT_KEPT_DAYS })}</p>
        <div className="actions">
          <SubmitButton>{t('moderation.report.submit')}</SubmitButton>
          <LinkButton href={href}>{t('form.cancel')}</LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
