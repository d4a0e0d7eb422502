/** A table of amounts as accounts show them: whole yen, to the right, a double line above what they come to. */
import type { ReactNode } from 'react'
import type { Language } from '~/platform/i18n'
import { useLanguage } from './i18n'

/** Whole yen with commas; what is less than nothing with △ as Japanese accounts write it, elsewhere with a minus. */
export function wordAmount(amount: number, language: Language): string {
  const digits = Math.abs(amount).toLocaleString('en-US')
  if (amount >= 0) return digits
  return language === 'ja' || language === 'ja-easy' ? `△${digits}` : `−${digits}`
}

/** An amount in the words of the page's language, never broken over two lines. */
export function Amount({ of }: { of: number }) {
  return <span className="whitespace-nowrap tabular-nums">{wordAmount(of, useLanguage())}</span>
}

type MoneyHead = { label: string; money?: boolean }

/** What stands in a column of amounts is a number in yen, or something around one; null leaves it empty. */
type MoneyCell = ReactNode

/**
 * On a narrow screen each row is a card that says the heads again.
 * @param foot rows of totals, in the columns of the table
 */
export function MoneyTable(props: {
  caption: string
  /** A heading that says the same stands above */
  captionHidden?: boolean
  head: readonly MoneyHead[]
  rows: readonly (readonly MoneyCell[])[]
  foot?: readonly (readonly MoneyCell[])[]
}) {
  const { caption, captionHidden, head, rows, foot = [] } = props
  const line = (cells: readonly MoneyCell[], index: number) => (
    <tr key={index}>
      {cells.map((cell, column) => {
        const { label, money } = head[column] ?? { label: '' }
        return (
          <td key={label} data-label={label} className={money ? 'money' : undefined}>
            {typeof cell === 'number' && money ? <Amount of={cell} /> : cell}
          </td>
        )
      })}
    </tr>
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: in large type it is wider than the screen, and is moved by keys
    <section className="money-sheet" aria-label={caption} tabIndex={0}>
      <table className="table money-table">
        <caption className={captionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {head.map(({ label, money }) => (
              <th key={label} scope="col" className={money ? 'money' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.map(line)}</tbody>
        {foot.length > 0 && <tfoot>{foot.map(line)}</tfoot>}
      </table>
    </section>
  )
}
