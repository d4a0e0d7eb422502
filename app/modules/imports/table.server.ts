/** Files of AED lists, read by a program beside the portal. */
import { Program } from '~/platform/program.server'
import type { Encoding, Guess, Judged, Mapping, Note, RefusedFile, Row } from './schema'

/** With a mapping the rows are judged by it; without one it is said what the file is. */
export type TableOrder = { bytes: Uint8Array; origin: string; mapping?: Mapping }
export type TableAnswer = { found: Found } | { judged: Judged[] } | RefusedFile

/** What was found in a file, and the first rows of it. Kept with the import as `detected`. */
export type Found = Guess & {
  encoding: Encoding
  headerLine: number
  header: string[]
  notes: Note[]
  /** How many rows there are below the header */
  rows: number
  sample: Row[]
  /** A few different contents of each column */
  examples: string[][]
}

const program = new Program<TableOrder, TableAnswer>({
  file: 'app/modules/imports/table-program.server.ts',
  heap: 768,
  idle: 30_000,
  longest: 40_000,
  maxWaiting: 8,
})

/**
 * Looks at a file: its writing, its header, and what its columns seem to mean.
 * @throws TooMany when too many wait already; Error when the program could not read it
 */
export async function lookAt(bytes: Uint8Array, origin: string): Promise<{ found: Found } | RefusedFile> {
  const answer = await program.ask({ bytes, origin })
  if ('judged' in answer) throw new Error('Rows were answered to a question for the file')
  return answer
}

/**
 * Judges all rows of a file by a mapping.
 * @throws TooMany when too many wait already; Error when the program could not read it
 */
export async function judgeFile(
  bytes: Uint8Array,
  mapping: Mapping,
  origin: string,
): Promise<{ judged: Judged[] } | RefusedFile> {
  const answer = await program.ask({ bytes, mapping, origin })
  if ('found' in answer) throw new Error('The file was answered to a question for its rows')
  return answer
}

/** Ends the program and gives its memory back. */
export function endTableProgram(): void {
  program.end()
}
