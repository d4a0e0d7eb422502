/** The sheet of attendance as a browser sends it: `answer_12`, `people_12`, `came_12`, `version_12` of each association. */
import { Invalid } from '~/platform/errors'
import { type FormFields, fieldErrors, firstValue } from '~/platform/forms'
import { type EnteredForm, enteredForm } from './schema'

/** More rows than a page has are no form of ours. */
const MOST_ROWS = 100

/** @throws Invalid naming the fields of each row that cannot be taken */
export function enteredOf(fields: FormFields): EnteredForm[] {
  const ids = [fields.association ?? []].flat()
  if (ids.length === 0 || ids.length > MOST_ROWS || new Set(ids).size !== ids.length) {
    throw new Invalid({ form: ['form.invalid'] })
  }
  const errors: Record<string, string[]> = {}
  const forms = ids.flatMap((id) => {
    const result = enteredForm.safeParse({
      association: id,
      ...Object.fromEntries(
        ['answer', 'people', 'came', 'version'].map((name) => [name, firstValue(fields, `${name}_${id}`)]),
      ),
    })
    if (result.success) return [result.data]
    for (const [name, keys] of Object.entries(fieldErrors(result.error))) {
      const known = name === 'association' || name === 'version' || name === 'form'
      errors[known ? 'form' : `${name}_${id}`] = keys
    }
    return []
  })
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
  return forms
}
