/** 写真: those that are there, and the form of one more. */
import { PersonalQuestion } from '~/modules/moderation/PersonalQuestion'
import { type FormFields, firstValue } from '~/platform/forms'
import { CheckedForm, FileField, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner, ConfirmPost } from '~/ui/parts'
import { MAX_PHOTO_BYTES, photoTypes } from './rules'
import { photoForm } from './schema'

export function PhotoList(props: {
  photos: readonly { id: number; description: string }[]
  photoKey?: string
}) {
  const { photos, photoKey } = props
  const t = useT()
  if (photos.length === 0) return <p>{t('exchange.photos.none')}</p>
  return (
    <ul className="grid-cards plain-list">
      {photos.map((photo) => (
        <li key={photo.id} className="card">
          <img
            src={`/exchange/photos/${photo.id}${photoKey ? `?key=${photoKey}` : ''}`}
            alt={photo.description}
            className="h-auto max-h-60 w-full object-contain"
          />
          <p>{photo.description}</p>
          <ConfirmPost
            summary={t('exchange.photos.remove')}
            label={t('exchange.photos.remove_submit', { description: photo.description })}
            fields={{ intent: 'remove', photo: photo.id }}
          />
        </li>
      ))}
    </ul>
  )
}

export function PhotoForm({ answer }: { answer: unknown }) {
  const t = useT()
  const values = (answer as { values?: FormFields } | undefined)?.values ?? {}
  return (
    <CheckedForm schema={photoForm} answer={answer} encType="multipart/form-data">
      <HiddenField name="intent" value="photo" />
      <Banner tone="warning" title={t('exchange.photos.faces')}>
        <p>{t('exchange.photos.faces_text')}</p>
      </Banner>
      <FileField
        name="photo"
        label={t('exchange.photos.file')}
        support={t('exchange.photos.file_support', { mb: MAX_PHOTO_BYTES / 1048576 })}
        accept={photoTypes.join(',')}
      />
      <TextField
        name="description"
        label={t('exchange.photos.description')}
        support={t('exchange.photos.description_support')}
        required
      />
      <PersonalQuestion texts={[firstValue(values, 'description')]} />
      <SubmitButton>{t('exchange.photos.add')}</SubmitButton>
    </CheckedForm>
  )
}
