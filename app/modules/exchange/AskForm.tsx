/** 意見・質問を出す: the form. One page, in the order in which one would tell it. */
import { PersonalQuestion } from '~/modules/moderation/PersonalQuestion'
import { type FormFields, firstValue } from '~/platform/forms'
import {
  CheckboxField,
  CheckedForm,
  FileField,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { TILES_HREF } from '~/ui/map/looks'
import { PlacePicker } from '~/ui/map/PlacePicker'
import { Banner } from '~/ui/parts'
import type { SimilarMatter } from './queries/similar.server'
import { categories, MAX_PHOTO_BYTES, MOST_PHOTOS, matterKinds, photoTypes } from './rules'
import { SimilarList } from './SimilarList'
import { askForm, PHOTO_FIELDS, PUBLIC_FIELDS } from './schema'

type Choice = { id: number; name: string }

/** In whose name one can ask here. */
type Asking = {
  officer: readonly Choice[]
  through: readonly Choice[]
  directAllowed: boolean
  signedIn: boolean
  known: boolean
}

export function AskForm(props: {
  asking: Asking
  districts: readonly Choice[]
  defaults: FormFields
  submission: string
  answer: unknown
  similar: readonly SimilarMatter[]
  tileUrl: string
}) {
  const { asking, districts, defaults, submission, answer, similar, tileUrl } = props
  const t = useT()
  const at = (key: string) => t(`exchange.ask.${key}`)
  const values = (answer as { values?: FormFields } | undefined)?.values ?? {}
  const similarSeen = similar.length > 0 || values.similar !== undefined
  return (
    <CheckedForm schema={askForm} answer={answer} defaults={defaults} encType="multipart/form-data">
      <HiddenField name="submission" value={firstValue(values, 'submission') ?? submission} />
      {similar.length > 0 && (
        <Banner tone="info" title={t('exchange.similar.title')} live>
          <p>{t('exchange.similar.text')}</p>
          <SimilarList matters={similar} newTab />
          <p>{t('exchange.similar.go_on')}</p>
        </Banner>
      )}
      {similarSeen && <HiddenField name="similar" value="on" />}
      <Whose asking={asking} districts={districts} />
      <h2>{at('what')}</h2>
      <RadioField
        name="kind"
        label={at('kind')}
        required
        options={matterKinds.map((value) => ({
          value,
          label: t(`exchange.kind.${value}.title`),
          support: t(`exchange.kind.${value}.text`),
        }))}
      />
      <SelectField
        name="category"
        label={at('category')}
        required
        emptyLabel={t('form.choose')}
        options={categories.map((value) => ({ value, label: t(`exchange.category.${value}`) }))}
      />
      <TextField name="title" label={at('subject')} support={at('subject_support')} required />
      <TextArea name="body" label={at('body')} support={at('body_support')} rows={8} required />
      <h2>{at('where')}</h2>
      <TextField name="place" label={at('place')} support={at('place_support')} />
      <PlacePicker
        fields={{ latitude: 'latitude', longitude: 'longitude' }}
        setup={{
          ground: '/aeds/map.json?layer=ground',
          tiles: {
            url: tileUrl,
            maxZoom: 18,
            credit: t('associations.source.tiles'),
            creditHref: TILES_HREF,
          },
          words: {
            zoomIn: t('associations.map.zoom_in'),
            zoomOut: t('associations.map.zoom_out'),
            tilesMissing: t('associations.map.tiles_missing'),
          },
        }}
        words={{
          open: at('pick.open'),
          how: at('pick.how'),
          middle: at('pick.middle'),
          chosen: at('pick.chosen'),
          label: at('pick.label'),
          loading: at('pick.loading'),
          failed: at('pick.failed'),
        }}
      />
      <details className="confirm">
        <summary>{at('coordinates')}</summary>
        <div className="stack">
          <p>{at('coordinates_text')}</p>
          <div className="search-row">
            <TextField name="latitude" label={at('latitude')} inputMode="decimal" short />
            <TextField name="longitude" label={at('longitude')} inputMode="decimal" short />
          </div>
        </div>
      </details>
      <Photos values={values} />
      {!asking.signedIn && (
        <>
          <h2>{at('you')}</h2>
          <p>{at('you_text')}</p>
          <TextField name="name" label={at('name')} autoComplete="name" required />
          <TextField
            name="email"
            type="email"
            label={t('accounts.email.label')}
            support={at('email_support')}
            autoComplete="email"
            inputMode="email"
            required
          />
        </>
      )}
      <h2>{at('send_title')}</h2>
      <p>{at(asking.known ? 'published' : 'looked_at')}</p>
      <PersonalQuestion texts={PUBLIC_FIELDS.map((field) => firstValue(values, field))} />
      <CheckboxField name="rules" label={at('rules')} />
      <SubmitButton>{at(similar.length > 0 ? 'send_anyway' : 'send')}</SubmitButton>
    </CheckedForm>
  )
}

/** 写真 with the question: two at once, and more afterwards. A browser does not keep a file that comes back. */
function Photos({ values }: { values: FormFields }) {
  const t = useT()
  const chosen = PHOTO_FIELDS.some(({ words }) => firstValue(values, words))
  return (
    <details className="confirm" open={chosen || undefined}>
      <summary>{t('exchange.ask.photos')}</summary>
      <div className="stack">
        {chosen && (
          <Banner tone="warning" title={t('exchange.ask.photos_again')}>
            <p>{t('exchange.ask.photos_again_text')}</p>
          </Banner>
        )}
        <p>
          {t('exchange.photos.faces')} {t('exchange.photos.faces_text')}
        </p>
        {PHOTO_FIELDS.map(({ photo, words }, index) => (
          <div key={photo} className="stack">
            <FileField
              name={photo}
              label={t('exchange.ask.photo', { number: index + 1 })}
              support={t('exchange.photos.file_support', { mb: MAX_PHOTO_BYTES / 1048576 })}
              accept={photoTypes.join(',')}
            />
            <TextField
              name={words}
              label={t('exchange.ask.photo_words', { number: index + 1 })}
              support={t('exchange.photos.description_support')}
            />
          </div>
        ))}
        <p className="support">{t('exchange.ask.photos_later', { max: MOST_PHOTOS })}</p>
      </div>
    </details>
  )
}

/** As an association, through it, or directly; only what this person can. */
function Whose({ asking, districts }: { asking: Asking; districts: readonly Choice[] }) {
  const t = useT()
  const at = (key: string) => t(`exchange.ask.${key}`)
  const channels = [
    ...(asking.officer.length > 0 ? (['association'] as const) : []),
    ...(asking.through.length > 0 ? (['through_association'] as const) : []),
    ...(asking.directAllowed ? (['direct'] as const) : []),
  ]
  const known = [...new Map([...asking.officer, ...asking.through].map((one) => [one.id, one])).values()]
  const only = channels.length === 1 ? channels[0] : undefined
  return (
    <>
      <h2>{at('whose')}</h2>
      {only ? (
        <>
          <p>{at(`channel_${only}`)}</p>
          <HiddenField name="channel" value={only} />
        </>
      ) : (
        <RadioField
          name="channel"
          label={at('channel')}
          required
          options={channels.map((value) => ({
            value,
            label: at(`channel_${value}`),
            support: at(`channel_${value}_text`),
          }))}
        />
      )}
      {known.length > 1 ? (
        <SelectField
          name="association"
          label={at('association')}
          support={at('association_support')}
          emptyLabel={t('form.choose')}
          options={known.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      ) : (
        known[0] && (
          <>
            {only !== 'direct' && (
              <p>
                {at('association')}: <strong>{known[0].name}</strong>
              </p>
            )}
            <HiddenField name="association" value={known[0].id} />
          </>
        )
      )}
      {asking.directAllowed && (
        <SelectField
          name="district"
          label={at('district')}
          support={at('district_support')}
          emptyLabel={at('district_whole')}
          options={districts.map(({ id, name }) => ({
            value: String(id),
            label: t('associations.district', { name }),
          }))}
        />
      )}
    </>
  )
}
