/** 書面・電磁的決議を書く: what by which way and until when; and one 議案. */
import type { FormFields } from '~/platform/forms'
import {
  CheckboxField,
  CheckedForm,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { WaySteps } from './ResolutionParts'
import { bases, needKinds, presetNames, units, waysFor } from './rules'
import { itemForm, quorums, resolutionForm } from './schema'

export function ResolutionForm(props: {
  answer: unknown
  defaults: FormFields
  legal: boolean
  version: number | null
}) {
  const { answer, defaults, legal, version } = props
  const t = useT()
  const word = (key: string) => t(`resolutions.form.${key}`)
  const ways = waysFor(legal)
  return (
    <CheckedForm schema={resolutionForm} answer={answer} defaults={defaults} id="resolution">
      <HiddenField name="intent" value="save" />
      {version !== null && <HiddenField name="version" value={version} />}
      <TextField
        name="title"
        label={word('title')}
        support={word('title_support')}
        required
        autoComplete="off"
      />
      <TextArea name="introduction" label={word('introduction')} support={word('introduction_support')} />
      <RadioField
        name="way"
        label={word('way')}
        required
        options={ways.map((way) => ({
          value: way,
          label: t(`resolutions.way.${way}.title`),
          support: t(`resolutions.way.${way}.text`),
        }))}
      />
      <details>
        <summary>{word('way_picture')}</summary>
        <div className="stack">
          {ways.map((way) => (
            <div key={way} className="stack">
              <h3>{t(`resolutions.way.${way}.title`)}</h3>
              <p className="support">{t(`resolutions.way.${way}.law`)}</p>
              <WaySteps way={way} state={null} />
            </div>
          ))}
        </div>
      </details>
      <RadioField
        name="unit"
        label={word('unit')}
        support={word(legal ? 'unit_legal' : 'unit_support')}
        required
        options={units.map((unit) => ({ value: unit, label: t(`resolutions.unit.${unit}`) }))}
      />
      <TextField
        name="article"
        label={word('article')}
        support={word('article_support')}
        autoComplete="off"
      />
      <CheckboxField name="secret" label={word('secret')} support={word('secret_support')} />
      <SelectField
        name="quorum"
        label={word('quorum')}
        support={word('quorum_support')}
        options={quorums.map((quorum) => ({
          value: quorum,
          label:
            quorum === '0/1'
              ? word('quorum_none')
              : t('resolutions.quorum_words', { num: quorum[0] ?? '', den: quorum[2] ?? '' }),
        }))}
      />
      {legal && (
        <TextField
          name="consent_until"
          type="date"
          label={word('consent_until')}
          support={word('consent_until_support')}
        />
      )}
      <TextField name="vote_from" type="date" label={word('vote_from')} support={word('vote_from_support')} />
      <TextField
        name="vote_until"
        type="date"
        label={word('vote_until')}
        support={word('vote_until_support')}
        required
      />
      <SubmitButton>{word(version === null ? 'make' : 'save')}</SubmitButton>
    </CheckedForm>
  )
}

export function ItemForm(props: {
  answer: unknown
  defaults: FormFields
  item: number | null
  version: number
  showsNeed: boolean
}) {
  const { answer, defaults, item, version, showsNeed } = props
  const t = useT()
  const word = (key: string) => t(`resolutions.item.${key}`)
  return (
    <CheckedForm
      schema={itemForm}
      answer={answer}
      defaults={defaults}
      id={item ? `item-${item}` : 'item-new'}
    >
      <HiddenField name="intent" value="item" />
      <HiddenField name="version" value={version} />
      {item !== null && <HiddenField name="item" value={item} />}
      <TextField
        name="item_title"
        label={word('title')}
        support={word('title_support')}
        required
        autoComplete="off"
      />
      <TextArea name="item_text" label={word('text')} support={word('text_support')} />
      {showsNeed ? (
        <>
          <RadioField
            name="preset"
            label={word('need')}
            support={word('need_support')}
            required
            options={presetNames.map((preset) => ({
              value: preset,
              label: t(`resolutions.preset.${preset}.title`),
              support: t(`resolutions.preset.${preset}.text`),
            }))}
          />
          <details>
            <summary>{word('own')}</summary>
            <div className="stack">
              <TextField
                name="num"
                type="number"
                inputMode="numeric"
                label={word('num')}
                support={word('num_support')}
              />
              <TextField name="den" type="number" inputMode="numeric" label={word('den')} />
              <SelectField
                name="kind"
                label={word('kind')}
                options={needKinds.map((kind) => ({ value: kind, label: t(`resolutions.kind.${kind}`) }))}
              />
              <SelectField
                name="base"
                label={word('base')}
                options={bases.map((base) => ({ value: base, label: t(`resolutions.base.${base}`) }))}
              />
            </div>
          </details>
        </>
      ) : (
        <HiddenField name="preset" value="ordinary" />
      )}
      <SubmitButton>{word(item === null ? 'add' : 'save')}</SubmitButton>
    </CheckedForm>
  )
}
