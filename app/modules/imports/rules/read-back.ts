/** What an AED says after it was given out (`/aeds.csv`) and read again: a file that nobody touched changes nothing. */
import { OWN_COLUMNS, STANDARD_COLUMNS, standardCells } from '~/modules/aeds/rules'
import type { AedValues } from '../schema'
import { guessMapping } from './guess'
import { judgeRow } from './judge'

const header: string[] = [...STANDARD_COLUMNS, ...OWN_COLUMNS]
const { mapping, format } = guessMapping({ header, rows: [] })

/** Not a portal: by this address the row is known as its own. */
const ORIGIN = 'https://portal.invalid'

/** The values of an AED as a file of the export brings them back; null when it could not be read at all. */
export function readBack(values: AedValues): AedValues | null {
  const rest = { id: 1, condition: 'in_service', checkedOn: null, invented: false, source: null } as const
  const cells = standardCells({ ...values, ...rest }, ORIGIN)
  return judgeRow({ line: 1, cells }, mapping, { header, format, origin: ORIGIN }).values
}

/** Letters of CP932 that Unicode writes in two ways. */
const twins = (text: string) =>
  text.replace(/[〜−‖—¢£¬]/g, (letter) => '～－∥―￠￡￢'['〜−‖—¢£¬'.indexOf(letter)] ?? letter)

/**
 * Whether a value says what another said before it was written in CP932, where 〓 stands for a letter that it lacks;
 * lists and records are compared text by text.
 */
export function saysTheSame(before: unknown, after: unknown): boolean {
  if (typeof before === 'string' && typeof after === 'string') {
    const [a, b] = [[...twins(before)], [...twins(after)]]
    return a.length === b.length && a.every((letter, at) => letter === b[at] || b[at] === '〓')
  }
  if (!before || !after || typeof before !== 'object' || typeof after !== 'object') return before === after
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  const [a, b] = [before, after] as [Record<string, unknown>, Record<string, unknown>]
  return [...keys].every((key) => saysTheSame(a[key], b[key]))
}
