/** 実績の入力: one month of an indicator, and the months that stand. */
import { formatFiscalYear } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { ConfirmPost, Table } from '~/ui/parts'
import { amount, groupedNumber, MONTHS, type Month, plainNumber, type Unit } from './rules'
import { entrySchema } from './schema'
import { wordFigure, wordSource, wordUnit } from './words'

type Entry = {
  month: Month
  milli: number
  numerator: number | null
  denominator: number | null
  source: string
  note: string
  byPortal: boolean
  version: number
}

/**
 * @param month the month that is entered
 * @param entry what stands there
 */
export function EntryForm(props: {
  unit: Unit
  month: Month
  entry: Entry | undefined
  /** Where the last month came from: the next one mostly comes from there too */
  lastSource: string
  kept: FormFields | undefined
  answer: unknown
}) {
  const { unit, month, entry, lastSource, kept, answer } = props
  const t = useT()
  const number = (milli: number | null | undefined) =>
    milli === null || milli === undefined ? '' : plainNumber(milli)
  return (
    <CheckedForm
      schema={entrySchema(unit)}
      answer={answer}
      defaults={{
        month: String(month),
        value: number(entry?.milli),
        numerator: number(entry?.numerator),
        denominator: number(entry?.denominator),
        source: entry?.source ?? lastSource,
        note: entry?.note ?? '',
        ...kept,
      }}
    >
      <HiddenField name="intent" value="enter" />
      <HiddenField name="month" value={month} />
      <HiddenField name="version" value={entry?.version ?? 0} />
      <TextField
        name="value"
        label={t('indicators.enter.value', { unit: wordUnit(t, unit) })}
        support={t(unit === 'percent' ? 'indicators.enter.value_rate' : 'indicators.enter.value_why')}
        required={unit !== 'percent'}
        inputMode="decimal"
        short
      />
      {unit === 'percent' && (
        <>
          <TextField
            name="numerator"
            label={t('indicators.enter.numerator')}
            support={t('indicators.enter.numerator_why')}
            inputMode="numeric"
            short
          />
          <TextField
            name="denominator"
            label={t('indicators.enter.denominator')}
            support={t('indicators.enter.denominator_why')}
            inputMode="numeric"
            short
          />
        </>
      )}
      <TextField
        name="source"
        label={t('indicators.enter.source')}
        support={t('indicators.enter.source_why')}
        required
      />
      <TextArea
        name="note"
        label={t('indicators.enter.note')}
        support={t('indicators.enter.note_why')}
        rows={3}
      />
      <SubmitButton>{t(entry ? 'indicators.enter.correct' : 'indicators.enter.save')}</SubmitButton>
    </CheckedForm>
  )
}

/** Which month to enter: a form that only asks, so that it works without a script. */
export function MonthChoice(props: {
  year: number
  months: readonly Month[]
  month: Month
  entries: readonly Entry[]
}) {
  const { year, months, month, entries } = props
  const t = useT()
  return (
    <form method="get" className="form">
      <input type="hidden" name="year" value={year} />
      <div className="field">
        <label className="field-label" htmlFor="month">
          {t('indicators.enter.month')}
        </label>
        <select id="month" name="month" className="input" defaultValue={month}>
          {months.map((one) => (
            <option key={one} value={one}>
              {t(`indicators.month_name.${one}`)}
              {entries.some((entry) => entry.month === one) ? ` (${t('indicators.enter.stands')})` : ''}
            </option>
          ))}
        </select>
      </div>
      <SubmitButton variant="secondary">{t('indicators.enter.choose')}</SubmitButton>
    </form>
  )
}

/** The months that stand, each to be corrected or taken back. */
export function Entered(props: {
  name: string
  year: number
  unit: Unit
  entries: readonly Entry[]
  closed: boolean
}) {
  const { name, year, unit, entries, closed } = props
  const t = useT()
  const language = useLanguage()
  if (entries.length === 0) return <p>{t('indicators.enter.none')}</p>
  const ordered = MONTHS.flatMap((month) => entries.filter((entry) => entry.month === month))
  return (
    <Table
      caption={t('indicators.table', {
        name,
        year: formatFiscalYear(year, language),
        unit: wordUnit(t, unit),
      })}
      head={[
        t('indicators.head.month'),
        t('indicators.head.value'),
        t('indicators.head.source'),
        ...(closed ? [] : [t('indicators.head.change')]),
      ]}
      rows={ordered.map((entry) => [
        t(`indicators.month_name.${entry.month}`),
        <span key="value">
          {wordFigure(t, amount(unit, entry.milli))}
          {entry.numerator !== null && entry.denominator !== null && (
            <span className="support block">
              {t('indicators.parts', {
                numerator: groupedNumber(entry.numerator),
                denominator: groupedNumber(entry.denominator),
              })}
            </span>
          )}
        </span>,
        <span key="source">
          {wordSource(t, entry)}
          {entry.note && <span className="support block">{entry.note}</span>}
        </span>,
        ...(closed
          ? []
          : [
              <span key="change" className="stack">
                <a className="button button-secondary" href={`?year=${year}&month=${entry.month}`}>
                  {t('indicators.enter.to_correct')}
                </a>
                <ConfirmPost
                  summary={t('indicators.enter.to_remove')}
                  label={t('indicators.enter.remove', { month: t(`indicators.month_name.${entry.month}`) })}
                  fields={{ intent: 'remove', month: entry.month, version: entry.version }}
                >
                  <p>{t('indicators.enter.remove_why')}</p>
                </ConfirmPost>
              </span>,
            ]),
      ])}
    />
  )
}
