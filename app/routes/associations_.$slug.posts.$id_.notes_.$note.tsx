/** 引き継ぎノート: one piece of advice, changed or deleted. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { editNote, removeNote } from '~/modules/handover/commands/notes.server'
import { NoteForm } from '~/modules/handover/NoteForm'
import { notePage } from '~/modules/handover/queries/notes.server'
import { editNoteForm } from '~/modules/handover/schema'
import { firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { ConfirmPost } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('handover.notes.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { slug = '', id, note } = args.params
  const [shown, kept] = await Promise.all([
    notePage(actor, slug, idParam(id), idParam(note)),
    keptFields(args.request),
  ])
  const { month, text, version } = shown.note
  // What was kept over a session that ended was typed on an older page: whoever saved since is not overwritten unseen.
  const seen = Number(firstValue(kept, 'version')) || version
  const defaults = { month: month === null ? '' : String(month), text, ...kept }
  return { ...shown, seen, defaults, kept: kept !== undefined }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const post = idParam(args.params.id)
  const note = idParam(args.params.note)
  const notes = `/associations/${slug}/posts/${post}/notes`
  if (intentOf(fields) === 'remove') {
    await removeNote(actor, slug, post, note)
    return redirect(`${notes}?done=deleted`)
  }
  await editNote(actor, slug, post, note, check(editNoteForm, fields))
  return redirect(`${notes}?done=saved`)
})

export default function Note() {
  const { association, post, note, seen, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const home = `/associations/${association.slug}`
  const month =
    note.month === null ? t('handover.notes.whole') : t('handover.year.month_of', { month: note.month })
  const stale =
    answer && 'errors' in answer ? (answer.errors.text ?? []).includes('handover.note.error.stale') : false
  return (
    <Page
      title={t('handover.notes.edit_of', { month })}
      crumbs={[
        { href: home, label: association.name },
        { href: `${home}/posts/${post.id}/notes`, label: t('handover.notes.of', { post: post.name }) },
      ]}
    >
      <KeptBanner kept={kept && !answer} />
      {stale && (
        <section className="card">
          <h2 className="card-title">{t('handover.note.now')}</h2>
          <p>{month}</p>
          <p className="whitespace-pre-wrap">{note.text}</p>
        </section>
      )}
      <NoteForm
        schema={editNoteForm}
        answer={answer}
        defaults={defaults}
        version={stale ? note.version : seen}
      />
      <ConfirmPost
        summary={t('handover.notes.delete')}
        label={t('handover.notes.delete_of', { month })}
        fields={{ intent: 'remove' }}
      >
        <p>{t('handover.notes.delete_text')}</p>
      </ConfirmPost>
    </Page>
  )
}
