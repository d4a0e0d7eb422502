/** Fields of a form that only asks: a part with its heading, a line, a choice. */
import type { ReactNode } from 'react'

export function Part(props: { title: string; support?: string; children: ReactNode }) {
  const { title, support, children } = props
  return (
    <fieldset className="field study-part">
      <legend>{title}</legend>
      {support && <p className="support">{support}</p>}
      {children}
    </fieldset>
  )
}

/** A number; `decimal` for one with a point, `text` for one that is written with other signs, as a fraction is. */
export function Line(props: {
  name: string
  label: string
  value?: string | number
  kind?: 'numeric' | 'decimal' | 'text'
}) {
  const { name, label, value, kind = 'numeric' } = props
  return (
    <div className="field">
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      <input id={name} name={name} className="input" inputMode={kind} defaultValue={value ?? ''} />
    </div>
  )
}

export function Choice(props: {
  name: string
  label: string
  value: string
  options: readonly [string, string][]
}) {
  const { name, label, value, options } = props
  return (
    <div className="field">
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      <select id={name} name={name} className="input" defaultValue={value}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
