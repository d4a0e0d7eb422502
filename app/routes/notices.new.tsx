/** お知らせを書く: for officers and the city. */
import { randomUUID } from 'node:crypto'
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { denied, may, mayAnywhere, type SignedIn } from '~/modules/accounts/rules'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { associationOptions, audienceOptions } from '~/modules/associations/queries.server'
import { createNotice } from '~/modules/notices/commands/write.server'
import { type Filled, FilledForm } from '~/modules/notices/FilledForm'
import { fieldsOfCopy } from '~/modules/notices/fields'
import { readNoticeForm } from '~/modules/notices/form.server'
import { NoticeForm } from '~/modules/notices/NoticeForm'
import { noticeForEdit, waitingAttachments } from '~/modules/notices/queries/notice.server'
import { placeOf } from '~/modules/notices/rules'
import { isTemplate, templateFields } from '~/modules/notices/templates'
import { Checker } from '~/modules/readability/Checker'
import { meetingNotice } from '~/modules/resolutions/queries/meeting.server'
import type { FormFields } from '~/platform/forms'
import { keptFields } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('notices.form.title_new')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  if (!mayAnywhere(actor, 'notice.draft')) denied(actor)
  const [publishers, audiences, kept, { fields, filled }] = await Promise.all([
    associationOptions(actor, 'notice.draft'),
    audienceOptions(actor),
    keptFields(args.request),
    startingPoint(args.request, actor),
  ])
  const first = publishers[0]
  const blank = {
    association: String(first?.id ?? ''),
    audience: String(first?.id ?? ''),
    category: 'event',
    importance: 'normal',
    visibility: 'public',
    event_asks: 'nothing',
  }
  const defaults = { ...blank, ...fields, ...kept, submission: kept?.submission ?? randomUUID() }
  const ids = [kept?.attachment ?? []].flat()
  return {
    publishers,
    audiences,
    defaults,
    kept: kept !== undefined,
    filled,
    attachments: await waitingAttachments(actor, ids),
    mayPublish: publishers.some((node) => may(actor, 'notice.publish', node.path)),
  }
})

/** ?template=, ?copy= or ?resolution= (a decision that goes to a meeting): what the form arrives filled with. @throws NotFound when there is no such notice to copy */
async function startingPoint(
  request: Request,
  actor: SignedIn,
): Promise<{ fields: FormFields; filled: Filled | null }> {
  const { searchParams } = new URL(request.url)
  const template = searchParams.get('template') ?? undefined
  if (isTemplate(template)) return { fields: templateFields[template], filled: { from: 'template' } }
  const resolution = searchParams.get('resolution')
  if (resolution)
    return { fields: await meetingNotice(actor, idParam(resolution)), filled: { from: 'template' } }
  const copy = searchParams.get('copy')
  if (!copy) return { fields: {}, filled: null }
  const { fields, moved, years } = fieldsOfCopy(await noticeForEdit(actor, idParam(copy)), actor.today)
  return { fields, filled: { from: 'copy', moved, years } }
}

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  return readNoticeForm(args, actor, async (user, form, intent) => {
    const made = await createNotice(user, form, intent)
    return redirect(made.state === 'draft' ? '/desk?done=draft_saved' : `${placeOf(made)}?done=${made.state}`)
  })
})

export default function NewNotice() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const sent = answer && 'attachments' in answer ? answer.attachments : undefined
  return (
    <Page
      title={t('notices.form.title_new')}
      lead={t('notices.form.lead')}
      crumbs={[{ href: '/desk', label: t('notices.desk.title') }]}
    >
      {data.filled && <FilledForm filled={data.filled} />}
      <NoticeForm
        {...data}
        attachments={sent ?? data.attachments}
        answer={answer}
        mode="draft"
        checker={<Checker report={answer && 'report' in answer ? answer.report : undefined} />}
      />
    </Page>
  )
}
