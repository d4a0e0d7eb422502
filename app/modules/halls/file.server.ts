/** A file of halls from bytes to lines. */
import { readTable } from '~/platform/sheet.server'
import { columnOf, type Trouble } from './file/columns'
import type { Sheet } from './file/judge'

/** Bytes of a file */
export const MAX_FILE = 2 * 1024 * 1024
const MAX_ROWS = 3000

/** Reads a file, or says why it cannot be. Empty lines are passed over; line numbers are those of the file. */
export function readSheet(bytes: Uint8Array): Sheet | { trouble: Trouble } {
  return readTable(bytes, { maxBytes: MAX_FILE, maxRows: MAX_ROWS }, (cells) =>
    cells.some((cell) => columnOf(cell) === 'name'),
  )
}
