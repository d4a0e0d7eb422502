/** A draft is written over; what residents have seen is corrected (訂正). Two who edit at once see both texts. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { associationOptions, audienceOptions } from '~/modules/associations/queries.server'
import { updateNotice } from '~/modules/notices/commands/write.server'
import { EditConflict } from '~/modules/notices/EditConflict'
import { fieldsOfNotice } from '~/modules/notices/fields'
import { readNoticeForm } from '~/modules/notices/form.server'
import { NoticeForm } from '~/modules/notices/NoticeForm'
import { noticeForEdit, waitingAttachments } from '~/modules/notices/queries/notice.server'
import { hasBeenPublic, isEditable, placeOf } from '~/modules/notices/rules'
import { correction, version } from '~/modules/notices/schema'
import { Checker } from '~/modules/readability/Checker'
import { Stale } from '~/platform/errors'
import { check, keptFields } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, PostButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('notices.form.title_edit')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const [notice, publishers, audiences, kept] = await Promise.all([
    noticeForEdit(actor, idParam(args.params.id)),
    associationOptions(actor, 'notice.draft'),
    audienceOptions(actor),
    keptFields(args.request),
  ])
  if (notice.state === 'awaiting_approval') throw redirect(`/notices/${notice.id}/approve`)
  if (!isEditable(notice.state)) throw new Stale()
  const waiting = await waitingAttachments(actor, [kept?.attachment ?? []].flat())
  const correcting = hasBeenPublic(notice.state)
  return {
    id: notice.id,
    correcting,
    // What residents have read keeps its publisher.
    publishers: correcting ? publishers.filter((node) => node.id === notice.associationId) : publishers,
    audiences,
    defaults: { ...fieldsOfNotice(notice), ...kept },
    kept: kept !== undefined,
    attachments: [...notice.attachments, ...waiting],
    mayPublish: notice.mayPublish,
    version: notice.version,
    mayDelete: notice.state === 'draft',
    returnedReason: notice.state === 'draft' ? notice.returnedReason : null,
  }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const current = actor.user ? await noticeForEdit(requireUser(actor), id) : undefined
  return readNoticeForm(
    args,
    actor,
    async (user, form, intent, fields) => {
      const { version: edited } = check(version, fields)
      try {
        const made = await updateNotice(
          user,
          id,
          { ...form, version: edited, ...check(correction, fields) },
          intent,
        )
        if (made.state === 'draft') return redirect('/desk?done=draft_saved')
        const corrected = current && hasBeenPublic(current.state)
        return redirect(`${placeOf(made)}?done=${corrected ? 'corrected' : made.state}`)
      } catch (error) {
        if (!(error instanceof Stale) || error.key !== 'notice_edited') throw error
        const now = await noticeForEdit(user, id)
        const values = { ...fields, version: String(now.version) }
        const standing = fieldsOfNotice(now)
        return data({ conflict: { standing, mine: fields }, values, errors: {} }, { status: 409 })
      }
    },
    current?.attachments,
  )
})

export default function EditNotice() {
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const title = t(loaded.correcting ? 'notices.form.title_correct' : 'notices.form.title_edit')
  const sent = answer && 'attachments' in answer ? answer.attachments : undefined
  return (
    <Page
      title={title}
      lead={t('notices.form.lead')}
      crumbs={[{ href: '/desk', label: t('notices.desk.title') }]}
    >
      {loaded.returnedReason && (
        <Banner tone="warning" title={t('notices.form.returned_title')}>
          <p>{t('notices.form.returned_text', { reason: loaded.returnedReason })}</p>
        </Banner>
      )}
      {answer && 'conflict' in answer && <EditConflict {...answer.conflict} />}
      <NoticeForm
        {...loaded}
        defaults={answer && 'conflict' in answer ? { ...loaded.defaults, ...answer.values } : loaded.defaults}
        attachments={sent ?? loaded.attachments}
        answer={answer}
        mode={loaded.correcting ? 'correction' : 'draft'}
        checker={<Checker report={answer && 'report' in answer ? answer.report : undefined} />}
      />
      {loaded.mayDelete && (
        <PostButton
          label={t('notices.form.delete')}
          variant="danger"
          action={`/notices/${loaded.id}/delete`}
          fields={{ version: loaded.version }}
        />
      )}
    </Page>
  )
}
