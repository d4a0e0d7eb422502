/** 引き継ぎノート: advice of a post, by month, written whenever something comes to mind. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { addNote } from '~/modules/handover/commands/notes.server'
import { NoteForm } from '~/modules/handover/NoteForm'
import { notesPage } from '~/modules/handover/queries/notes.server'
import { KEPT_YEARS } from '~/modules/handover/rules'
import { newNoteForm } from '~/modules/handover/schema'
import { formatDay } from '~/platform/clock'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('handover.notes.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [shown, kept] = await Promise.all([
    notesPage(actor, args.params.slug ?? '', idParam(args.params.id)),
    keptFields(args.request),
  ])
  return { ...shown, defaults: { month: String(shown.month), ...kept }, kept: kept !== undefined }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const post = idParam(args.params.id)
  await addNote(actor, slug, post, check(newNoteForm, fields))
  return redirect(`/associations/${slug}/posts/${post}/notes?done=saved`)
})

export default function Notes() {
  const { association, post, notes, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`handover.notes.${key}`, params)
  const home = `/associations/${association.slug}`
  const monthOf = (month: number | null) =>
    month === null ? at('whole') : t('handover.year.month_of', { month })
  return (
    <Page
      title={at('of', { post: post.name })}
      lead={at('lead')}
      crumbs={[
        { href: home, label: association.name },
        { href: `${home}/handover`, label: t('handover.list.title') },
      ]}
    >
      <p className="support">{at('kept', { years: String(KEPT_YEARS) })}</p>
      <KeptBanner kept={kept} />
      <NoteForm schema={newNoteForm} answer={answer} defaults={defaults} version={null} />
      <h2>{at('written')}</h2>
      {notes.length === 0 && <p>{at('none')}</p>}
      {notes.map((note) => (
        <section key={note.id} className="card">
          <h3 className="card-title">{monthOf(note.month)}</h3>
          <p className="whitespace-pre-wrap">{note.text}</p>
          <p>
            <span className="support">{at('on', { day: formatDay(note.on, language) })}</span>{' '}
            <a href={`${home}/posts/${post.id}/notes/${note.id}`} className="inline-block py-2 no-print">
              {at('edit_of', { month: monthOf(note.month) })}
            </a>
          </p>
        </section>
      ))}
    </Page>
  )
}
