/** 通報: anybody says that something is not as it is shown; `?sent` says what happens next. */
import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { visitorOf } from '~/modules/accounts/session.server'
import { sendReport } from '~/modules/custody/commands/reports.server'
import { reportable } from '~/modules/custody/queries/public.server'
import { ReportForm } from '~/modules/custody/ReportForm'
import { MAX_PHOTO_BYTES } from '~/modules/custody/rules'
import { reportForm } from '~/modules/custody/schema'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('custody.report.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const aed = await reportable(idParam(args.params.id))
  return { aed, submission: randomUUID(), sent: queryParam(args.request, 'sent') !== undefined }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const id = idParam(args.params.id)
  const form = await readForm(args, { maxBytes: MAX_PHOTO_BYTES, maxCount: 1 })
  try {
    const photo = form.files.find(({ field }) => field === 'photo')
    await sendReport(visitorOf(args).address, id, check(reportForm, form.fields), photo)
  } finally {
    await form.discard()
  }
  return redirect(`/aeds/${id}/report?sent=1`)
})

export default function Report() {
  const { aed, submission, sent } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const crumbs = [
    { href: '/aeds', label: t('aeds.list.title') },
    { href: `/aeds/${aed.id}`, label: aed.name },
  ]
  if (sent) {
    return (
      <Page title={t('custody.report.thanks')} crumbs={crumbs}>
        <Banner tone="success" title={t('custody.report.taken')} live>
          <p>{t('custody.report.next')}</p>
        </Banner>
        <p>{t('custody.report.emergency')}</p>
        <div className="actions">
          <LinkButton href={`/aeds/${aed.id}`}>{t('custody.report.to_aed')}</LinkButton>
        </div>
      </Page>
    )
  }
  return (
    <Page title={t('custody.report.title')} lead={t('custody.report.lead')} crumbs={crumbs}>
      <p>
        <strong>{aed.name}</strong>
        <span className="block">{[aed.address, aed.position].filter(Boolean).join(' / ')}</span>
      </p>
      <p>{t('custody.report.emergency')}</p>
      <ReportForm answer={answer} submission={submission} />
    </Page>
  )
}
