/** What a form's fields show when the page arrives: values, and what the server said of them. */
import { createContext, useContext } from 'react'
import type { FieldErrors } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'

export const FormValuesContext = createContext<{ values: FormFields; errors: FieldErrors }>({
  values: {},
  errors: {},
})

export function useFormValues() {
  return useContext(FormValuesContext)
}
