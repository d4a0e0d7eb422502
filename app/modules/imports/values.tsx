/** Values, notes and outcomes of an import in words. */

import { describeHours } from '~/modules/aeds/rules'
import { hoursOf } from '~/modules/aeds/schema'
import type { Language, Translate } from '~/platform/i18n'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, type Tone } from '~/ui/parts'
import type { ValueField } from './columns'
import { type FieldChange, same } from './compare'
import type { Note, Outcome } from './schema'

/** Fields of the values that the catalogue knows by the name of their column. */
const NAMES: Partial<Record<ValueField, string>> = {
  daysText: 'days',
  startText: 'start',
  endText: 'end',
  hoursText: 'hoursNote',
}

function fieldName(field: ValueField, t: Translate): string {
  if (field === 'hours') return t('imports.review.hours')
  if (field === 'otherColumns') return t('imports.review.other_columns')
  return t(`imports.field.${NAMES[field] ?? field}`)
}

function valueWords(field: ValueField, value: unknown, t: Translate, language: Language): string {
  if (value === null || value === undefined || value === '') return t('imports.review.none')
  if (typeof value === 'boolean') return t(`imports.review.${value ? 'yes' : 'no'}`)
  if (field === 'hours') {
    const hours = hoursOf(value)
    return hours ? describeHours(hours, t, language).join(' / ') : t('imports.review.none')
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** One change in words; of the other columns only those that differ. */
export function changeWords(change: FieldChange, t: Translate, language: Language): string[] {
  const { field, before, after, kept } = change
  const words = (name: string, from: unknown, to: unknown) => {
    const pair = { before: valueWords(field, from, t, language), after: valueWords(field, to, t, language) }
    return `${name}: ${t(kept ? 'imports.review.keeps' : 'imports.review.from_to', pair)}`
  }
  if (field !== 'otherColumns') return [words(fieldName(field, t), before, after)]
  const [from, to] = [before, after].map((value) => (value ?? {}) as Record<string, unknown>)
  return [...new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})])]
    .filter((name) => !same(from?.[name], to?.[name]))
    .map((name) => words(name, from?.[name], to?.[name]))
}

export function noteWords(note: Note, t: Translate): string {
  const words = t(`imports.note.${note.key}`, note.params ?? {})
  return note.field ? `${t(`imports.field.${note.field}`)}: ${words}` : words
}

/** What changes in a row, and what there is to say of it. */
export function Details(props: {
  /** Lines that stand before */
  said?: readonly string[]
  changes: readonly FieldChange[]
  notes: readonly Note[]
}) {
  const { said = [], changes, notes } = props
  const t = useT()
  const language = useLanguage()
  const lines = [
    ...said,
    ...changes.flatMap((change) => changeWords(change, t, language)),
    ...notes.map((note) => noteWords(note, t)),
  ]
  if (lines.length === 0) return <>－</>
  return (
    <ul className="plain-list">
      {lines.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ul>
  )
}

const outcomeTones: Record<Outcome, Tone> = {
  accepted: 'success',
  mended: 'info',
  placeless: 'warning',
  refused: 'danger',
}

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const t = useT()
  return <Badge tone={outcomeTones[outcome]}>{t(`imports.outcome.${outcome}`)}</Badge>
}
