/** 写真を加える: to what one has asked, as long as it is not answered. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { addPhoto, removePhoto } from '~/modules/exchange/commands/photos.server'
import { PhotoForm, PhotoList } from '~/modules/exchange/PhotoParts'
import { matterFor } from '~/modules/exchange/queries/matter.server'
import { MAX_PHOTO_BYTES, MOST_PHOTOS } from '~/modules/exchange/rules'
import { ownIntent, photoForm, photoRemoval } from '~/modules/exchange/schema'
import { NotFound } from '~/platform/errors'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('exchange.photos.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const { id, title, photos, own, mayAddPhotos } = await matterFor(actor, idParam(args.params.id))
  if (!own) throw new NotFound()
  return { id, title: title ?? '—', photos, mayAddPhotos }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const form = await readForm(args, { maxBytes: MAX_PHOTO_BYTES, maxCount: 1 })
  try {
    const { intent } = check(ownIntent, form.fields)
    if (intent === 'remove') {
      await removePhoto(actor, { id }, check(photoRemoval, form.fields).photo)
      return redirect(`/exchange/${id}/photos?done=matter_photo_removed`)
    }
    const words = check(photoForm, form.fields)
    await addPhoto(
      actor,
      { id },
      words,
      form.files.find(({ field }) => field === 'photo'),
    )
    return redirect(`/exchange/${id}/photos?done=matter_photo_added`)
  } finally {
    await form.discard()
  }
})

export default function Photos() {
  const { id, title, photos, mayAddPhotos } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('exchange.photos.title')}
      lead={t('exchange.photos.lead', { max: MOST_PHOTOS })}
      crumbs={[
        { href: '/exchange', label: t('exchange.title') },
        { href: `/exchange/${id}`, label: title },
      ]}
    >
      {mayAddPhotos ? (
        <>
          <PhotoList photos={photos} />
          {photos.length < MOST_PHOTOS ? <PhotoForm answer={answer} /> : <p>{t('exchange.photos.full')}</p>}
        </>
      ) : (
        <p>{t('exchange.photos.over')}</p>
      )}
      <LinkButton href={`/exchange/${id}`}>{t('exchange.photos.back')}</LinkButton>
    </Page>
  )
}
