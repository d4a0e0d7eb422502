/** 検算表: worked examples of a draft, typed in one by one or read from a table. */
import type { Actor } from '~/modules/accounts/rules'
import { transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { type FormFields, message } from '~/platform/forms'
import { check } from '~/platform/forms.server'
import { readExamples } from '../examples.server'
import {
  answersOf,
  type Example,
  type ExampleInput,
  estimateForm,
  MOST_EXAMPLES,
  type Programme,
  tooManyExamples,
} from '../schema'
import { changeDraft } from './draft.server'

/** Problems of a table that are told at once. */
const MOST_PROBLEMS = 20

/** The works that a form names, in the order of the programme. */
function worksNamed(programme: Programme, named: string | string[] | undefined): string[] {
  const wanted = [named ?? []].flat()
  return programme.works.map(({ key }) => key).filter((key) => wanted.includes(key))
}

/** The row of examples that an address or a form names; null: a new one. @throws Stale when it is gone */
function rowNamed(programme: Programme, row: string): { index: number; example: Example } | null {
  if (row === '') return null
  const index = /^\d{1,3}$/.test(row) ? Number(row) : -1
  const example = programme.examples[index]
  if (!example) throw new Stale()
  return { index, example }
}

/**
 * Adds an example, or writes one over; facts that the form does not ask for stay.
 * @throws SignInNeeded, NotAllowed, NotFound, Invalid; Stale when the draft has been changed since
 */
export async function saveExample(
  actor: Actor,
  key: string,
  number: number,
  form: ExampleInput,
  fields: FormFields,
): Promise<void> {
  await withExamples(actor, key, number, form.version, 'saved', (definition) => {
    const works = worksNamed(definition, fields.work)
    if (works.length === 0) throw new Invalid({ form: ['form.choose'] })
    const schema = estimateForm(definition, works)
    const { costs, facts } = answersOf(definition, works, check(schema, fields))
    const standing = rowNamed(definition, form.row)
    const asked = Object.keys(schema.shape)
    const kept = Object.entries(standing?.example.facts ?? {}).filter(
      ([fact]) => !asked.includes(`fact-${fact}`),
    )
    const example: Example = {
      works: costs,
      facts: { ...Object.fromEntries(kept), ...facts },
      expected: form.expected,
      note: form.note,
    }
    return standing
      ? definition.examples.map((one, i) => (i === standing.index ? example : one))
      : [...definition.examples, example]
  })
}

/** Takes an example out. @throws SignInNeeded, NotAllowed, NotFound, Stale */
export async function removeExample(
  actor: Actor,
  key: string,
  number: number,
  version: number,
  row: string,
): Promise<void> {
  await withExamples(actor, key, number, version, 'removed', (definition) => {
    const index = rowNamed(definition, row)?.index
    return definition.examples.filter((_, i) => i !== index)
  })
}

/**
 * Reads examples from a table (CSV).
 * @param how added to those that stand, or in their place
 * @returns how many rows were read
 * @throws SignInNeeded, NotAllowed, NotFound, Stale; Invalid naming each line that cannot be read
 */
export async function importExamples(
  actor: Actor,
  key: string,
  number: number,
  form: { version: number; csv: string; how: 'add' | 'replace' },
): Promise<number> {
  let count = 0
  await withExamples(actor, key, number, form.version, 'imported', (definition) => {
    const read = rowsOf(form.csv, definition)
    count = read.length
    return form.how === 'add' ? [...definition.examples, ...read] : read
  })
  return count
}

function rowsOf(csv: string, definition: Programme): Example[] {
  let read: ReturnType<typeof readExamples>
  try {
    read = readExamples(csv, definition)
  } catch {
    throw new Invalid({ csv: ['programmes.problem.csv'] })
  }
  if (read.problems.length > 0) {
    const told = read.problems
      .slice(0, MOST_PROBLEMS)
      .map(({ line, key, what }) =>
        message(`programmes.problem.csv_${key}`, { line, what: what.slice(0, 60) }),
      )
    throw new Invalid({ csv: told })
  }
  if (read.rows.length === 0) throw new Invalid({ csv: ['programmes.problem.csv_empty'] })
  return read.rows.map(({ line: _, ...example }) => ({ ...example, note: example.note.slice(0, 300) }))
}

async function withExamples(
  actor: Actor,
  key: string,
  number: number,
  version: number,
  act: string,
  change: (definition: Programme) => Example[],
): Promise<void> {
  await transaction((tx) =>
    changeDraft(tx, actor, key, number, { examples: act }, (standing) => {
      // Examples are named by their place in the table: it must be the table that the person saw.
      if (standing.version !== version) throw new Stale()
      const examples = change(standing.definition)
      if (examples.length > MOST_EXAMPLES)
        throw new Invalid({ form: [tooManyExamples], csv: [tooManyExamples] })
      return { ...standing.definition, examples }
    }),
  )
}
