/** 承認: the whole notice as readers will see it, and what a second person does with it. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { approveNotice, sendBack, takeBack } from '~/modules/notices/commands/approve.server'
import { NoticeBody } from '~/modules/notices/NoticeBody'
import { NoticeFacts } from '~/modules/notices/NoticeFacts'
import { approvalOf } from '~/modules/notices/queries/approval.server'
import { readNotice } from '~/modules/notices/queries/notice.server'
import { publishesNow } from '~/modules/notices/rules'
import { approveForm, sendBackForm, takeBackForm } from '~/modules/notices/schema'
import { formatInstant, now } from '~/platform/clock'
import { firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, PostButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('notices.approve.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const approval = await approvalOf(actor, id)
  // The link of a mail is often followed after somebody else has decided.
  if (approval.state !== 'awaiting_approval') throw redirect(`/notices/${id}`)
  const [{ publisherPath: _publisher, audiencePath: _audience, ...notice }, kept] = await Promise.all([
    readNotice(actor, id),
    keptFields(args.request),
  ])
  const scheduledFor = publishesNow(approval.publishAt, now()) ? null : approval.publishAt
  return { approval, notice, scheduledFor, today: actor.today, defaults: kept ?? {} }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  switch (firstValue(fields, 'intent')) {
    case 'return':
      await sendBack(actor, id, check(sendBackForm, fields))
      return redirect('/desk?done=returned')
    case 'take_back':
      await takeBack(actor, id, check(takeBackForm, fields))
      return redirect(`/notices/${id}/edit?done=taken_back`)
    default: {
      const { state } = await approveNotice(actor, id, check(approveForm, fields))
      return redirect(`/notices/${id}?done=${state === 'scheduled' ? 'approved_scheduled' : 'approved'}`)
    }
  }
})

export default function ApproveNotice() {
  const { approval, notice, scheduledFor, today } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = approval.submittedAt ? formatInstant(approval.submittedAt, language) : ''
  return (
    <Page
      title={t('notices.approve.title')}
      lead={t('notices.approve.lead')}
      crumbs={[{ href: '/desk', label: t('notices.desk.title') }]}
    >
      <p>
        {approval.submitter
          ? t('notices.approve.asked', { name: approval.submitter, at })
          : t('notices.approve.asked_unknown', { at })}
      </p>
      {approval.approvers === 0 && (
        <Banner tone="warning" title={t('notices.approve.nobody_title')}>
          <p>{t('notices.approve.nobody_text')}</p>
        </Banner>
      )}
      <article className="card">
        <h2>{notice.title}</h2>
        <NoticeBody
          notice={notice}
          text={{ bodyHtml: notice.bodyHtml, lang: 'ja' }}
          today={today}
          concerns={false}
          forTheCity={false}
        />
        <NoticeFacts notice={notice} />
      </article>
      <p>
        {scheduledFor
          ? t('notices.approve.will_schedule', { at: formatInstant(scheduledFor, language) })
          : t('notices.approve.will_publish')}
      </p>
      {approval.mayApprove && <Decide />}
      {approval.isSubmitter && <TakeBack />}
      {!approval.mayApprove && !approval.isSubmitter && approval.approvers > 0 && (
        <p>{t('notices.approve.wait')}</p>
      )}
    </Page>
  )
}

/** Two forms: both carry the version that was read, so that nobody approves what has changed since. */
function Decide() {
  const { approval, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const version = String(approval.version)
  return (
    <>
      <h2>{t('notices.approve.approve_section')}</h2>
      <PostButton
        label={t('notices.approve.approve')}
        fields={{ intent: 'approve', version }}
        variant="primary"
      />
      <h2>{t('notices.approve.return_section')}</h2>
      <CheckedForm schema={sendBackForm} answer={answer} defaults={{ ...defaults, version }}>
        <HiddenField name="intent" value="return" />
        <HiddenField name="version" value={version} />
        <TextArea
          name="reason"
          label={t('notices.approve.reason')}
          support={t('notices.approve.reason_support')}
          required
          rows={3}
        />
        <div className="actions">
          <SubmitButton variant="secondary">{t('notices.approve.return')}</SubmitButton>
        </div>
      </CheckedForm>
    </>
  )
}

function TakeBack() {
  const { approval } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      {approval.approvers > 0 && <p>{t('notices.approve.own', { count: approval.approvers })}</p>}
      <h2>{t('notices.approve.take_back_section')}</h2>
      <p>{t('notices.approve.take_back_text')}</p>
      <PostButton
        label={t('notices.approve.take_back')}
        fields={{ intent: 'take_back', version: approval.version }}
      />
    </>
  )
}
