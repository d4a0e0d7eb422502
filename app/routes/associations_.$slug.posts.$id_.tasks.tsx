/** 仕事カードを直す: the lines in their order, common tasks to begin with; for those who keep the officers. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { actOnTask, addFromLibrary } from '~/modules/officers/commands/tasks.server'
import { tasksDesk } from '~/modules/officers/queries/tasks.server'
import { libraryForm, taskAct } from '~/modules/officers/schema'
import { KeptTasks, LibraryPart } from '~/modules/officers/TaskDesk'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('officers.tasks.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [desk, kept] = await Promise.all([
    tasksDesk(actor, args.params.slug ?? '', idParam(args.params.id)),
    keptFields(args.request),
  ])
  return { ...desk, kept }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '', id } = args.params
  const postId = idParam(id)
  if (intentOf(fields) === 'library') {
    const { keys, more } = check(libraryForm, fields)
    await addFromLibrary(actor, slug, postId, [...keys, ...more])
  } else {
    await actOnTask(actor, slug, postId, check(taskAct, fields))
  }
  return redirect(`/associations/${slug}/posts/${postId}/tasks?done=saved`)
})

export default function PostTasks() {
  const { association, post, tasks, library, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const card = `/associations/${association.slug}/posts/${post.id}`
  const refused =
    answer?.errors.form ?? answer?.errors.intent ?? answer?.errors.task ?? answer?.errors.version
  return (
    <Page
      title={t('officers.tasks.of', { post: post.name })}
      lead={t('officers.tasks.lead')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: card, label: t('officers.card.title', { post: post.name }) },
      ]}
      width="wide"
      actions={
        <>
          <LinkButton href={`${card}/tasks/new`} variant="primary">
            {t('officers.tasks.new')}
          </LinkButton>
          <LinkButton href={`${card}/tasks/fill`}>{t('officers.fill.title')}</LinkButton>
        </>
      }
    >
      <KeptBanner kept={kept !== undefined && !answer} />
      {refused && <Banner tone="danger" title={t('form.invalid')} live />}
      {tasks.length > 0 ? (
        <KeptTasks tasks={tasks} here={`${card}/tasks`} />
      ) : (
        <p>{t('officers.tasks.none')}</p>
      )}
      {library.own.length + library.more.length > 0 && (
        <LibraryPart library={library} open={tasks.length === 0} answer={answer} defaults={kept ?? {}} />
      )}
    </Page>
  )
}
