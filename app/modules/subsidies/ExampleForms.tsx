/** Worked examples typed in: one by one with the questions of the programme, or as a table. */
import type { FormFields } from '~/platform/forms'
import {
  type Answer,
  CheckedForm,
  FileField,
  HiddenField,
  RadioField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner, Button, LinkButton } from '~/ui/parts'
import { Question } from './Estimate'
import { questionsOf } from './rules'
import { costField, type Programme } from './schema'

/** First the works of a new example, as they decide what is asked. */
export function NewExample({ programme, at }: { programme: Programme; at: string }) {
  const t = useT()
  return (
    <section className="stack">
      <h2>{t('programmes.examples.add')}</h2>
      <form method="get" action={`${at}/examples/row`} className="form">
        <fieldset className="field">
          <legend>{t('subsidies.estimate.which_work')}</legend>
          {programme.works.map(({ key, name }, i) => (
            <label className="choice" key={key}>
              <input
                type={programme.severalWorks ? 'checkbox' : 'radio'}
                name="work"
                value={key}
                defaultChecked={i === 0}
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        <Button variant="secondary">{t('programmes.examples.add_button')}</Button>
      </form>
    </section>
  )
}

export function ExampleForm(props: {
  programme: Programme
  works: readonly string[]
  row: string
  version: number
  fields: FormFields
  answer: Answer | unknown
  back: string
}) {
  const { programme, works, row, version, fields, answer, back } = props
  const t = useT()
  return (
    <CheckedForm answer={answer} defaults={fields}>
      <HiddenField name="version" value={version} />
      <HiddenField name="row" value={row} />
      {works.map((work) => (
        <HiddenField key={work} name="work" value={work} />
      ))}
      {works.map((work) => (
        <TextField
          key={work}
          name={costField(work)}
          label={t('programmes.examples.cost_of', {
            work: programme.works.find(({ key }) => key === work)?.name ?? '',
          })}
          inputMode="numeric"
          short
          required
        />
      ))}
      {questionsOf(programme, works).map((asked) => (
        <Question key={asked.key} asked={asked} />
      ))}
      <RadioField
        name="answer"
        label={t('programmes.examples.answer')}
        required
        options={['amount', 'undetermined'].map((value) => ({
          value,
          label: t(`programmes.examples.answer_${value}`),
        }))}
      />
      <TextField
        name="expected"
        label={t('programmes.examples.expected')}
        support={t('programmes.examples.expected_support')}
        short
      />
      <TextField
        name="note"
        label={t('programmes.examples.note')}
        support={t('programmes.examples.note_support')}
      />
      <div className="actions">
        <SubmitButton>{t('programmes.form.save')}</SubmitButton>
        <LinkButton href={back} variant="plain">
          {t('form.cancel')}
        </LinkButton>
      </div>
    </CheckedForm>
  )
}

export function CsvForm(props: { version: number; answer: Answer | unknown; kept: FormFields | null }) {
  const { version, answer, kept } = props
  const t = useT()
  return (
    <section className="stack">
      <h2>{t('programmes.examples.csv_title')}</h2>
      <p>{t('programmes.examples.csv_text')}</p>
      {kept?.csv && !answer && <Banner tone="info" title={t('form.kept')} />}
      <CheckedForm answer={answer} encType="multipart/form-data" defaults={{ how: 'add', ...kept }}>
        <HiddenField name="version" value={version} />
        <FileField name="file" label={t('programmes.examples.csv_file')} accept=".csv,text/csv" />
        <TextArea
          name="csv"
          label={t('programmes.examples.csv')}
          support={<span className="whitespace-pre-line">{t('programmes.examples.csv_support')}</span>}
          rows={6}
        />
        <RadioField
          name="how"
          label={t('programmes.examples.how')}
          required
          options={['add', 'replace'].map((value) => ({
            value,
            label: t(`programmes.examples.how_${value}`),
          }))}
        />
        <SubmitButton>{t('programmes.examples.csv_button')}</SubmitButton>
      </CheckedForm>
    </section>
  )
}
