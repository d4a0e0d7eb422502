/** What a form's fields show when the page arrives: values, what the server said of them, and what they are called. */
import { createContext, useContext, useState } from 'react'
import type { FieldErrors } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'

export const FormValuesContext = createContext<{ form: string; values: FormFields; errors: FieldErrors }>({
  form: '',
  values: {},
  errors: {},
})

export function useFormValues() {
  return useContext(FormValuesContext)
}

/**
 * What the fields of a page are called. The summary of errors stands above the fields that it names, so the server
 * renders the answer to a form twice: the first time the fields tell their names, the second the summary knows them.
 */
export class FieldNames {
  private readonly names = new Map<string, string>()

  /** A field says its label; the first of a form is kept. */
  tell(form: string, field: string, label: string): void {
    for (const key of [`${form} ${field}`, ` ${field}`]) if (!this.names.has(key)) this.names.set(key, label)
  }

  /** The label of a field of this form, else of the first field of that name on the page. */
  of(form: string, field: string): string | undefined {
    return this.names.get(`${form} ${field}`) ?? this.names.get(` ${field}`)
  }
}

/** Given on the server alone: in the browser the page that arrived has the names already. */
export const FieldNamesContext = createContext<FieldNames | null>(null)

/** The labels of fields with errors, by field; those that no field tells (hidden ones, whole forms) are absent. */
export function useFieldNames(fields: readonly string[]): Record<string, string | undefined> {
  const names = useContext(FieldNamesContext)
  const { form } = useFormValues()
  // Read once, before anything on the page changes, so that what the browser renders is what the server sent.
  const [arrived] = useState(() => (names ? null : namesOnPage()))
  return Object.fromEntries(fields.map((field) => [field, arrived ? arrived[field] : names?.of(form, field)]))
}

/** What the summary that the server sent calls the fields. */
function namesOnPage(): Record<string, string | undefined> {
  if (typeof document === 'undefined') return {}
  const links = document.querySelectorAll<HTMLElement>('#error-summary a[data-field]')
  return Object.fromEntries([...links].map((link) => [link.dataset.field ?? '', link.dataset.label]))
}
