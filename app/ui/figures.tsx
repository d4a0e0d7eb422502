/** A table of a name and its numbers. Narrow enough to stay a table on a phone, where it is read down a column. */
import type { ReactNode } from 'react'

export function Figures(props: {
  caption: string
  /** A heading that says the same stands above */
  captionHidden?: boolean
  head: readonly string[]
  rows: readonly (readonly [ReactNode, ...ReactNode[]])[]
}) {
  const { caption, captionHidden, head, rows } = props
  return (
    <table className="figures">
      <caption className={captionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {head.map((label, index) => (
            <th key={label} scope="col" className={index === 0 ? 'figures-first' : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...numbers], index) => (
          <tr key={index}>
            <th scope="row" className="figures-first figures-name">
              {name}
            </th>
            {numbers.map((number, column) => (
              <td key={head[column + 1]}>{number}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
