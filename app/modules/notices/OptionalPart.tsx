/** A part of a form that most notices do without: closed until it holds something, or something in it is wrong. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useFormContext } from 'react-hook-form'
import { useFormValues } from '~/ui/form-values'

export function OptionalPart(props: {
  title: string
  hint: string
  /** The fields in it, by which it is open when the page arrives */
  fields: readonly string[]
  children: ReactNode
}) {
  const { title, hint, fields, children } = props
  const { values, errors } = useFormValues()
  const { formState } = useFormContext()
  const element = useRef<HTMLDetailsElement>(null)
  const holds = fields.some((field) => [values[field] ?? ''].flat().some((value) => !EMPTY.includes(value)))
  const refused = fields.some((field) => field in errors)
  const wrong = fields.some((field) => field in formState.errors)
  useEffect(() => {
    // Opened for what is wrong as one types, and never closed again under somebody's hands.
    if (wrong && element.current) element.current.open = true
  }, [wrong])
  return (
    <details ref={element} className="optional-part" open={holds || refused}>
      <summary>
        <h2>{title}</h2>
        <span className="support">{hint}</span>
      </summary>
      {children}
    </details>
  )
}

/** Values of fields that say nothing: empty, and the choice that asks nobody. */
const EMPTY = ['', 'nothing']
