/** 書類の確認 and 補正依頼: each item beside what the association wrote. */
import { yenText } from '~/modules/subsidies/words'
import { addDays, formatDay } from '~/platform/clock'
import {
  CheckboxField,
  CheckedForm,
  HiddenField,
  RadioField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge } from '~/ui/parts'
import { answeredFacts } from '../answers'
import { taskOfItem, tasks } from '../rules'
import { correctSchema, fixField, judgements, noteField, stateField, takenField } from '../schema'
import { itemName, worksText } from '../words'
import type { Given } from './ActForm'
import { documentTone, Files } from './PaperPart'

/** By when corrections are usually asked for, days. */
const USUAL_DAYS = 14

/** Each document of the step with its files and a judgement; each answered correction with its answer. */
export function CheckForm({ of, answer }: Given) {
  const t = useT()
  const documents = of.draft.documents.filter(
    ({ step, files, state }) => of.steps.includes(step) || files.length > 0 || state === 'handed_in',
  )
  const answered = of.corrections.filter(
    ({ id, state }) => state === 'answered' && of.openCorrections.includes(id),
  )
  const named = { definition: of.programme, lines: of.draft.lines, documents: of.draft.documents }
  const defaults: Record<string, string> = {}
  for (const { id, state, note } of documents) {
    defaults[stateField(id)] = (judgements as readonly string[]).includes(state) ? state : ''
    defaults[noteField(id)] = note
  }
  return (
    <CheckedForm answer={answer} defaults={defaults}>
      <HiddenField name="version" value={of.version} />
      {documents.map((document) => (
        <section className="card" key={document.id} aria-labelledby={`document-${document.id}`}>
          <h2 className="card-title" id={`document-${document.id}`}>
            {document.name}{' '}
            <Badge tone={documentTone[document.state]}>{t(`review.document.${document.state}`)}</Badge>
          </h2>
          <p className="support">{t(`subsidies.document_step.${document.step}`)}</p>
          <Files files={document.files} />
          <RadioField
            name={stateField(document.id)}
            label={t('review.check.judgement', { name: document.name })}
            options={judgements.map((value) => ({ value, label: t(`review.document.${value}`) }))}
          />
          <TextField
            name={noteField(document.id)}
            label={t('review.check.note', { name: document.name })}
            support={t('review.check.note_support')}
          />
        </section>
      ))}
      {answered.map((one) => (
        <section className="card" key={one.id} aria-labelledby={`correction-${one.id}`}>
          <h2 className="card-title" id={`correction-${one.id}`}>
            {itemName(one.item, named, t)}
          </h2>
          <p className="whitespace-pre-line">{one.text}</p>
          <p className="whitespace-pre-line">
            <strong>{t('review.corrections.answer')}</strong> {one.answer || '–'}
          </p>
          <CheckboxField
            name={takenField(one.id)}
            label={t('review.check.taken', { item: itemName(one.item, named, t) })}
          />
        </section>
      ))}
      <div className="actions">
        <SubmitButton>{t('form.save')}</SubmitButton>
        <SubmitButton name="all" value="accepted" variant="secondary">
          {t('review.check.all')}
        </SubmitButton>
      </div>
      <p className="support">{t('review.check.all_support')}</p>
    </CheckedForm>
  )
}

/** Each part of the application as it was written, with a place to say what is wrong. Empty: nothing is. */
export function CorrectForm({ of, answer }: Given) {
  const t = useT()
  const language = useLanguage()
  const { draft } = of
  const named = { definition: of.programme, lines: draft.lines, documents: draft.documents }
  const facts = new Map(answeredFacts(of.programme, draft.works, draft.facts, { t, language }))
  const day = (given: string | null) => (given ? formatDay(given, language) : '')
  const written = (item: string): string => {
    const [kind, key] = item.split(':')
    if (kind === 'facts') return facts.get(itemName(item, named, t)) ?? ''
    if (kind === 'line') return yenText(draft.lines.find(({ id }) => String(id) === key)?.amount ?? 0, t)
    if (kind === 'document') {
      const state = draft.documents.find(({ id }) => String(id) === key)?.state
      return state ? t(`review.document.${state}`) : ''
    }
    const plain: Record<string, string> = {
      title: draft.title,
      purpose: draft.purpose,
      hall: of.hall?.name ?? '',
      works: worksText(of.programme, draft.works, t),
      planned_start: day(draft.plannedStart),
      planned_end: day(draft.plannedEnd),
      completed_on: day(draft.completedOn),
    }
    return plain[item] ?? ''
  }
  const defaults: Record<string, string> = { due_on: addDays(of.today, USUAL_DAYS) }
  for (const { id, state, note } of draft.documents) {
    if (state === 'to_correct') defaults[fixField(`document:${id}`)] = note
  }
  return (
    <CheckedForm schema={correctSchema(of.items)} answer={answer} defaults={defaults}>
      <HiddenField name="version" value={of.version} />
      <TextField
        name="due_on"
        type="date"
        label={t('review.correct.due')}
        support={t('review.correct.due_support')}
        required
      />
      {tasks.map((task) => {
        const items = of.items.filter((item) => taskOfItem(item) === task)
        return (
          items.length > 0 && (
            <section key={task} aria-labelledby={`items-${task}`}>
              <h2 id={`items-${task}`}>{t(`applications.task.${task}`)}</h2>
              {items.map((item) => (
                <TextArea
                  key={item}
                  name={fixField(item)}
                  label={itemName(item, named, t)}
                  support={written(item) ? t('review.correct.written', { text: written(item) }) : undefined}
                  rows={1}
                />
              ))}
            </section>
          )
        )
      })}
      <SubmitButton>{t('review.correct.submit')}</SubmitButton>
    </CheckedForm>
  )
}
