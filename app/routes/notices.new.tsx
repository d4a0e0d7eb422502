/** お知らせを書く: for officers and the city. */
import { randomUUID } from 'node:crypto'
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { denied, may, mayAnywhere } from '~/modules/accounts/rules'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { associationOptions, audienceOptions } from '~/modules/associations/queries.server'
import { createNotice } from '~/modules/notices/commands/write.server'
import { readNoticeForm } from '~/modules/notices/form.server'
import { NoticeForm } from '~/modules/notices/NoticeForm'
import { waitingAttachments } from '~/modules/notices/queries/notice.server'
import { keptFields } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('notices.form.title_new')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  if (!mayAnywhere(actor, 'notice.draft')) denied(actor)
  const [publishers, audiences, kept] = await Promise.all([
    associationOptions(actor, 'notice.draft'),
    audienceOptions(actor),
    keptFields(args.request),
  ])
  const first = publishers[0]
  const blank = {
    association: String(first?.id ?? ''),
    audience: String(first?.id ?? ''),
    category: 'event',
    importance: 'normal',
    visibility: 'public',
  }
  const defaults = { ...blank, ...kept, submission: kept?.submission ?? randomUUID() }
  const ids = [kept?.attachment ?? []].flat()
  return {
    publishers,
    audiences,
    defaults,
    kept: kept !== undefined,
    attachments: await waitingAttachments(actor, ids),
    mayPublish: publishers.some((node) => may(actor, 'notice.publish', node.path)),
  }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  return readNoticeForm(args, actor, async (user, form, intent) => {
    const made = await createNotice(user, form, intent)
    return redirect(
      made.state === 'draft' ? '/desk?done=draft_saved' : `/notices/${made.id}?done=${made.state}`,
    )
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
      <NoticeForm {...data} attachments={sent ?? data.attachments} answer={answer} mode="draft" />
    </Page>
  )
}
