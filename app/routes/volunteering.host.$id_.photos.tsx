/** 過去の様子の写真: added with the day of the consent, and removed. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { addPhoto, removePhoto } from '~/modules/volunteering/commands/photos.server'
import { placeToEdit } from '~/modules/volunteering/queries/host.server'
import { MAX_PHOTO_BYTES, photoTypes } from '~/modules/volunteering/rules'
import { photoForm, photoRemove } from '~/modules/volunteering/schema'
import { formatDay } from '~/platform/clock'
import { intentOf } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckboxField, CheckedForm, FileField, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, ConfirmPost, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { title: string }) => data.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { id, title, photos } = await placeToEdit(await currentActor(args), idParam(args.params.id))
  return { id, title, photos }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const form = await readForm(args, { maxBytes: MAX_PHOTO_BYTES, maxCount: 1 })
  const back = `/volunteering/host/${id}/photos`
  try {
    if (intentOf(form.fields) === 'remove') {
      await removePhoto(actor, id, check(photoRemove, form.fields).photo)
      return redirect(`${back}?done=deleted`)
    }
    await addPhoto(actor, id, check(photoForm, form.fields), form.files[0])
    return redirect(`${back}?done=saved`)
  } finally {
    await form.discard()
  }
})

export default function Photos() {
  const { id, title, photos } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.photo.${key}`, params)
  return (
    <Page
      title={at('title', { title })}
      lead={at('lead')}
      crumbs={[
        { href: '/volunteering/host', label: t('volunteering.host.title') },
        { href: `/volunteering/host/${id}`, label: title },
      ]}
    >
      {photos.length === 0 && <p>{at('none')}</p>}
      <ul className="grid list-none gap-4 p-0 sm:grid-cols-2">
        {photos.map((photo) => (
          <li key={photo.id}>
            <img
              src={`/volunteering/${id}/photos/${photo.id}/thumbnail`}
              alt={photo.caption}
              className="h-auto w-full"
            />
            <p>
              {photo.caption}{' '}
              <span className="support">
                {at('consent_of', { day: formatDay(photo.consentOn, language) })}
              </span>{' '}
              {!photo.approved && <Badge tone="warning">{at('waits')}</Badge>}
            </p>
            <ConfirmPost
              summary={at('remove_summary')}
              label={at('remove', { name: photo.caption })}
              fields={{ intent: 'remove', photo: photo.id }}
            />
          </li>
        ))}
      </ul>
      <h2>{at('add')}</h2>
      <CheckedForm schema={photoForm} answer={answer} encType="multipart/form-data">
        <HiddenField name="intent" value="add" />
        <FileField
          name="file"
          label={at('file')}
          support={at('file_support')}
          accept={photoTypes.join(',')}
          required
        />
        <TextField name="caption" label={at('caption')} support={at('caption_support')} required />
        <TextField name="consent_on" type="date" label={at('consent_on')} required />
        <CheckboxField name="consent" label={at('consent')} />
        <div className="actions">
          <SubmitButton>{at('upload')}</SubmitButton>
          <LinkButton href={`/volunteering/host/${id}`}>{t('form.back')}</LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
