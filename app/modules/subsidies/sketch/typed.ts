/** What was typed into the form of a part: the programme that it would make, or what is wrong, by field. */
import type { FormFields } from '~/platform/forms'
import { type Programme, programme as programmeSchema } from '../schema/programme'
import { close, type Faults } from './convert'
import { moved, readSketch, rowMove, writeSketch } from './fields'
import { partSpec } from './part-specs'
import { type Part, withPart } from './parts'
import type { Sketch } from './spec'

type Typed = {
  /** Every field of the form, after the button that was pressed */
  values: FormFields
  /** The programme with this part as typed; null while something is wrong */
  programme: Programme | null
  faults: Faults
}

/** Where a part stands in the JSON of the programme. */
function placeOf(part: Part, { works }: Programme): (string | number)[] {
  switch (part.name) {
    case 'general':
    case 'conditions':
      return []
    case 'questions':
      return ['facts']
    case 'joint':
      return ['jointCaps']
    case 'work':
      return ['works', works.findIndex(({ key }) => key === part.work)]
    default:
      return [part.name]
  }
}

const WORDED = ['key_twice', 'no_such_work', 'no_such_fact', 'too_deep']

/** The fault of one issue of the schema, on the nearest field that the form has. */
function faultOf(
  issue: { path: PropertyKey[]; message: string },
  place: readonly (string | number)[],
  values: FormFields,
): [string, string] {
  const key = WORDED.includes(issue.message) ? issue.message : 'not_allowed'
  const within = place.every((step, i) => String(issue.path[i]) === String(step))
  if (!within) return ['form', `programmes.problem.elsewhere_${String(issue.path[0])}`]
  const rest = issue.path.slice(place.length).map(String)
  const names = Object.keys(values)
  for (let length = rest.length; length > 0; length--) {
    const name = rest.slice(0, length).join('-')
    if (names.some((one) => one === name || one.startsWith(`${name}-`)))
      return [name, `programmes.problem.${key}`]
  }
  return ['form', `programmes.problem.${key}`]
}

/**
 * Reads the form of a part, whatever is typed in it, and does what the pressed button asks of its rows.
 * @param unsettled said of a new work whose amount nobody has written yet
 */
export function typedPart(part: Part, programme: Programme, fields: FormFields, unsettled: string): Typed {
  const spec = partSpec(part, programme)
  const pressed = String([fields.do ?? ''].flat()[0])
  const move = rowMove(pressed)
  const read = readSketch(spec, fields)
  const sketch: Sketch = move ? moved(spec, read, move) : read
  const values = writeSketch(spec, sketch)
  const faults: Faults = Object.create(null)
  const json = close(spec, sketch, '', faults)
  if (Object.keys(faults).length > 0) return { values, programme: null, faults }
  const parsed = programmeSchema.safeParse(withPart(part, programme, json, unsettled))
  if (parsed.success) return { values, programme: parsed.data, faults }
  for (const issue of parsed.error.issues) {
    const [name, key] = faultOf(issue, placeOf(part, programme), values)
    if (!faults[name]?.includes(key)) faults[name] = [...(faults[name] ?? []), key]
  }
  return { values, programme: null, faults }
}
