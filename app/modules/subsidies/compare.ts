/** Two versions of a programme side by side: what each says that the other does not, and what comes out differently. */
import type { In } from './describe'
import { type Checked, checkExamples } from './rules'
import type { Example, Programme } from './schema'
import { sectionsOf } from './sections'

/** One field that differs: the lines that only the one and only the other has */
type Difference = { id: string; label: string; before: string[]; after: string[] }

/** Every field in which two versions differ, in words. A line that moved only is none. */
export function differencesOf(before: In, after: In): Difference[] {
  const [old, now] = [sectionsOf(before), sectionsOf(after)]
  const ids = [...new Set([...now, ...old].map(({ id }) => id))]
  return ids.flatMap((id) => {
    const [a, b] = [old.find((one) => one.id === id), now.find((one) => one.id === id)]
    const only = (these: readonly string[] = [], those: readonly string[] = []) =>
      these.filter((line) => !those.includes(line))
    const found = { before: only(a?.lines, b?.lines), after: only(b?.lines, a?.lines) }
    const label = b?.label ?? a?.label ?? ''
    return found.before.length + found.after.length > 0 ? [{ id, label, ...found }] : []
  })
}

/** A worked example under two versions; null: the version does not have this work */
type Outcome = { example: Example; before: Checked | null; after: Checked | null }

/** The examples of both versions that come to something else under the other. */
export function outcomesOf(before: Programme, after: Programme): Outcome[] {
  const inputs = ({ works, facts }: Example) =>
    JSON.stringify([Object.entries(works).sort(), Object.entries(facts).sort()])
  const examples = new Map([...before.examples, ...after.examples].map((one) => [inputs(one), one]))
  return [...examples.values()].flatMap((example) => {
    const [a, b] = [before, after].map((of) => workedOut(of, example))
    const said = (checked: Checked | null | undefined) =>
      checked ? JSON.stringify([checked.assessment.outcome, checked.amount]) : ''
    return said(a) === said(b) ? [] : [{ example, before: a ?? null, after: b ?? null }]
  })
}

function workedOut(programme: Programme, example: Example): Checked | null {
  const known = new Set(programme.works.map(({ key }) => key))
  if (!Object.keys(example.works).every((key) => known.has(key))) return null
  return checkExamples(programme, [{ ...example, line: null }])[0] ?? null
}
