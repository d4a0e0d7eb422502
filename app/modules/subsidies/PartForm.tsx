/** One part of a programme's draft: its fields, the rule in words as typed, and a trial with an example. */
import type { FormFields } from '~/platform/forms'
import { type Answer, CheckedForm, HiddenField, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner, Button, Card, LinkButton } from '~/ui/parts'
import { Question, Result } from './Estimate'
import { type Assessment, questionsOf } from './rules'
import { FormButton, SketchFields } from './SketchFields'
import { costField, type Programme } from './schema'
import { readSketch, writeSketch } from './sketch/fields'
import { partSpec } from './sketch/part-specs'
import type { Part } from './sketch/parts'

export type Trial = { programme: Programme; assessment: Assessment }

export function PartForm(props: {
  programme: Programme
  part: Part
  /** Every field, as it stands or as it was typed */
  fields: FormFields
  /** Against whose change in the meantime the saving is guarded */
  opened: string
  answer: Answer
  words: readonly string[] | null
  trial: Trial | null
  back: string
}) {
  const { programme, part, opened, answer, words, trial, back } = props
  const t = useT()
  const spec = partSpec(part, programme)
  const sketch = readSketch(spec, props.fields)
  const tried = Object.fromEntries(
    Object.entries(props.fields).filter(([name]) => /^(cost|fact)-/.test(name) && !name.startsWith('costs-')),
  )
  const fields = { ...tried, ...writeSketch(spec, sketch) }
  return (
    <CheckedForm answer={{ errors: answer?.errors ?? {}, values: fields }} defaults={fields}>
      {/* Pressing Enter in a field saves; it does not take away the first row. */}
      <button
        type="submit"
        name="do"
        value="save"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
      >
        {t('programmes.form.save')}
      </button>
      <HiddenField name="opened" value={opened} />
      <WordsNow words={words} />
      {Object.keys(fields).some((name) => name.endsWith('-shape')) && (
        <p>{t('programmes.form.shape_support')}</p>
      )}
      <SketchFields spec={spec} sketch={sketch} path="" />
      <div className="actions">
        <Button name="do" value="save">
          {t('programmes.form.save')}
        </Button>
        <FormButton value="show" to="words">
          {t('programmes.form.in_words')}
        </FormButton>
        <LinkButton href={back} variant="plain">
          {t('form.cancel')}
        </LinkButton>
      </div>
      {part.name === 'work' && (
        <TrialFields programme={trial?.programme ?? programme} work={part.work} trial={trial} />
      )}
    </CheckedForm>
  )
}

/** The rule in words, or that it is not complete yet. */
function WordsNow({ words }: { words: readonly string[] | null }) {
  const t = useT()
  return (
    <div id="field-words">
      {words === null ? (
        <Banner tone="info" title={t('programmes.form.not_complete')} />
      ) : (
        <Card title={t('programmes.form.words')}>
          {words.length === 0 ? (
            <p>{t('programmes.words.nothing')}</p>
          ) : (
            <ul className="bullets">
              {words.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </Card>
      )}
    </div>
  )
}

/** 試算: what the rule as typed comes to, without saving it. */
function TrialFields({
  programme,
  work,
  trial,
}: {
  programme: Programme
  work: string
  trial: Trial | null
}) {
  const t = useT()
  return (
    <section className="card stack" id="field-try">
      <h2 className="card-title">{t('programmes.trial.title')}</h2>
      <p>{t('programmes.trial.lead')}</p>
      <TextField
        name={costField(work)}
        label={t('programmes.trial.cost')}
        support={t('programmes.support.yen')}
        short
      />
      {questionsOf(programme, [work]).map((asked) => (
        <Question key={asked.key} asked={asked} />
      ))}
      <FormButton value="try" to="try">
        {t('programmes.trial.work_out')}
      </FormButton>
      {trial && <Result programme={trial.programme} assessment={trial.assessment} />}
    </section>
  )
}
