/** 役職を加える・直す・なくす: for those who keep the officers. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { addPost, closePost, editPost } from '~/modules/officers/commands/posts.server'
import { PostForm } from '~/modules/officers/PostForm'
import { postToAdd, postToEdit } from '~/modules/officers/queries/posts.server'
import { closePostForm, editPostForm, newPostForm } from '~/modules/officers/schema/posts'
import type { FormFields } from '~/platform/forms'
import { firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { ConfirmPost } from '~/ui/parts'
import { StaleNotice } from '~/ui/stale-notice'

export const handle = { interactive: true }
export const meta = titleMeta('officers.post.title')

export { ErrorBoundary } from '~/ui/error-boundary'

/** The fields of the form, with their words. */
const FIELDS = [
  ['name', 'name'],
  ['filledBy', 'filled_by'],
  ['months', 'months'],
  ['seats', 'seats'],
  ['position', 'position'],
  ['introduction', 'introduction'],
] as const

const isNew = (param: string | undefined) => param === 'new'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { slug = '', post: param } = args.params
  const kept = await keptFields(args.request)
  if (isNew(param)) {
    const { association, position } = await postToAdd(actor, slug)
    const blank: FormFields = { filledBy: 'election', months: '12', seats: '1', position: String(position) }
    return {
      association,
      post: null,
      standing: blank,
      defaults: { ...blank, ...kept },
      kept: kept !== undefined,
    }
  }
  const { association, post } = await postToEdit(actor, slug, idParam(param))
  const { id, version, name, filledBy, introduction } = post
  const standing: FormFields = {
    name,
    filledBy,
    introduction,
    months: String(post.months),
    seats: String(post.seats),
    position: String(post.position),
  }
  // What was kept over a session that ended was typed on an older page: whoever saved since is not overwritten unseen.
  const seen = Number(firstValue(kept, 'version')) || version
  return {
    association,
    post: { id, version, seen, name },
    standing,
    defaults: { ...standing, ...kept },
    kept: kept !== undefined,
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '', post } = args.params
  if (isNew(post)) await addPost(actor, slug, check(newPostForm, fields))
  else if (intentOf(fields) === 'close')
    await closePost(actor, slug, idParam(post), check(closePostForm, fields).version)
  else {
    const form = check(editPostForm, fields)
    const stale = await unlessStale(fields, () => editPost(actor, slug, idParam(post), form))
    if (stale) return stale
  }
  return redirect(`/associations/${slug}/officers?done=saved`)
})

export default function OfficerPost() {
  const { association, post, standing, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const back = `/associations/${association.slug}/officers`
  const stale = answer !== undefined && 'stale' in answer
  const filledBy = (value: string) => t(`officers.post.filled.${value}`)
  return (
    <Page
      title={post ? t('officers.page.edit_post', { post: post.name }) : t('officers.post.new')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: back, label: t('accounts.officers.title') },
      ]}
    >
      <KeptBanner kept={kept && !answer} />
      {stale && (
        <StaleNotice
          typed={answer.values}
          fields={FIELDS.map(([name, label]) => ({
            name,
            label: t(`officers.post.${label}`),
            theirs: firstValue(standing, name) ?? '',
            ...(name === 'filledBy' && { words: filledBy }),
          }))}
        />
      )}
      <PostForm
        schema={post ? editPostForm : newPostForm}
        defaults={defaults}
        answer={answer}
        version={(stale ? post?.version : post?.seen) ?? null}
        back={back}
      />
      {post && (
        <ConfirmPost
          summary={t('officers.post.close')}
          label={t('officers.post.close_submit', { post: post.name })}
          fields={{ intent: 'close', version: post.version }}
        >
          <p>{t('officers.post.close_text')}</p>
        </ConfirmPost>
      )}
    </Page>
  )
}
