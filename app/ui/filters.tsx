/** Fields of forms that only ask (GET): nothing is required, nothing can be wrong, and the address keeps the answer. */
import type { ReactNode } from 'react'

function Labelled({ name, label, children }: { name: string; label: string; children: ReactNode }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      {children}
    </div>
  )
}

/** One of several, or any of them. */
export function FilterSelect(props: {
  name: string
  label: string
  /** What stands for no choice */
  any: string
  options: readonly { value: string | number; label: string }[]
  value?: string | number
}) {
  const { name, label, any, options, value } = props
  return (
    <Labelled name={name} label={label}>
      <select id={name} name={name} className="input" defaultValue={value ?? ''}>
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

/** Words that are looked for. */
export function FilterText(props: { name: string; label: string; value?: string }) {
  const { name, label, value } = props
  return (
    <Labelled name={name} label={label}>
      <input id={name} name={name} type="search" className="input" defaultValue={value} maxLength={100} />
    </Labelled>
  )
}

/** A day or a month. */
export function FilterDate(props: { name: string; label: string; type: 'date' | 'month'; value?: string }) {
  const { name, label, type, value } = props
  return (
    <Labelled name={name} label={label}>
      <input id={name} name={name} type={type} className="input" defaultValue={value} />
    </Labelled>
  )
}

/** Something that narrows already, and can be taken off. */
export function FilterKept({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <div className="field">
      <label className="choice">
        <input type="checkbox" name={name} value={value} defaultChecked />
        <span>{label}</span>
      </label>
    </div>
  )
}

/** Something that narrows when it is ticked. */
export function FilterFlag({ name, label, value }: { name: string; label: string; value?: boolean }) {
  return (
    <label className="choice">
      <input type="checkbox" name={name} value="1" defaultChecked={value} />
      <span>{label}</span>
    </label>
  )
}
