/** The fields of a sheet: every kind of question with what a browser has by itself. */
import { CheckboxListField, RadioField, SelectField, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { TILES_HREF } from '~/ui/map/looks'
import { PlacePicker } from '~/ui/map/PlacePicker'
import { fieldOf, MOST_LETTERS, placeFields, placesOf, type Question, rankField, stepsOf } from './rules'

/** @param props.tileUrl of the map on which a place may be chosen; without it there is no map */
export function AnswerFields({ questions, tileUrl }: { questions: readonly Question[]; tileUrl?: string }) {
  const t = useT()
  return (
    <>
      {questions.map((question, index) => (
        <AnswerField
          key={question.id}
          question={question}
          tileUrl={tileUrl}
          label={t('surveys.sheet.numbered', { number: index + 1, label: question.label })}
        />
      ))}
    </>
  )
}

function AnswerField(props: { question: Question; label: string; tileUrl?: string }) {
  const { question, label, tileUrl } = props
  const t = useT()
  const { kind, required, options, most } = question
  const name = fieldOf(question.id)
  const how =
    kind === 'multiple'
      ? most === null
        ? t('surveys.sheet.any')
        : t('surveys.sheet.up_to', { most })
      : kind === 'text'
        ? t('surveys.sheet.letters', { max: MOST_LETTERS })
        : ''
  const support = [question.support, how].filter(Boolean).join(' ') || undefined
  const common = { name, label, support, required }
  const choices = options.map((option) => ({ value: String(option.id), label: option.label }))
  if (kind === 'single') return <RadioField {...common} options={choices} />
  if (kind === 'multiple') return <CheckboxListField {...common} options={choices} />
  if (kind === 'scale') {
    const steps = stepsOf(question)
    const words = (step: number) =>
      step === 1 ? question.lowLabel : step === steps.length ? question.highLabel : ''
    return (
      <RadioField
        {...common}
        options={steps.map((step) => ({
          value: String(step),
          label: words(step) ? t('surveys.sheet.step', { step, words: words(step) }) : String(step),
        }))}
      />
    )
  }
  if (kind === 'text') return <TextArea {...common} rows={4} />
  return kind === 'ranking' ? (
    <Ranking question={question} label={label} />
  ) : (
    <PlaceAnswer question={question} label={label} support={support} tileUrl={tileUrl} />
  )
}

/** 順位: each option says which place it takes. */
function Ranking({ question, label }: { question: Question; label: string }) {
  const t = useT()
  const places = placesOf(question)
  const ranks = Array.from({ length: places }, (_, index) => ({
    value: String(index + 1),
    label: t('surveys.sheet.place', { place: index + 1 }),
  }))
  return (
    <fieldset className="field">
      <legend>
        {label}
        <span className={question.required ? 'mark mark-required' : 'mark'}>
          {t(question.required ? 'form.required_mark' : 'form.optional_mark')}
        </span>
      </legend>
      <p className="support">
        {question.support} {t('surveys.sheet.ranking', { places })}
      </p>
      <div className="stack">
        {question.options.map((option) => (
          <SelectField
            key={option.id}
            name={rankField(question.id, option.id)}
            label={option.label}
            required={question.required}
            emptyLabel={t('surveys.sheet.no_place')}
            options={ranks}
          />
        ))}
      </div>
    </fieldset>
  )
}

/** 場所: a town in words; with a script on a map, and whoever has no map may write degrees. */
function PlaceAnswer(props: { question: Question; label: string; support?: string; tileUrl?: string }) {
  const { question, label, support, tileUrl } = props
  const t = useT()
  const names = placeFields(question.id)
  return (
    <div className="stack">
      <TextField
        name={names.words}
        label={label}
        support={[support, t('surveys.sheet.place_words')].filter(Boolean).join(' ')}
        required={question.required}
      />
      {tileUrl && <PlaceMap names={names} tileUrl={tileUrl} />}
      <details className="confirm">
        <summary>{t('surveys.sheet.degrees')}</summary>
        <div className="stack">
          <p className="support">{t('surveys.sheet.degrees_support')}</p>
          <TextField name={names.lat} label={t('surveys.sheet.lat')} inputMode="decimal" short />
          <TextField name={names.lng} label={t('surveys.sheet.lng')} inputMode="decimal" short />
        </div>
      </details>
    </div>
  )
}

/** The map writes into the fields of degrees; the server keeps them to about a hundred metres. */
function PlaceMap({ names, tileUrl }: { names: ReturnType<typeof placeFields>; tileUrl: string }) {
  const t = useT()
  const at = (key: string) => t(`surveys.sheet.${key}`)
  const word = (key: string) => t(`associations.map.${key}`)
  return (
    <PlacePicker
      fields={{ latitude: names.lat, longitude: names.lng }}
      setup={{
        ground: '/aeds/map.json?layer=ground',
        tiles: {
          url: tileUrl,
          maxZoom: 18,
          credit: t('associations.source.tiles'),
          creditHref: TILES_HREF,
        },
        words: { zoomIn: word('zoom_in'), zoomOut: word('zoom_out'), tilesMissing: word('tiles_missing') },
      }}
      words={{
        open: at('map_open'),
        how: at('map'),
        middle: at('map_middle'),
        chosen: at('map_chosen'),
        label: at('map_label'),
        loading: word('loading'),
        failed: word('failed'),
      }}
    />
  )
}
