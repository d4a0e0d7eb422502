/** 取り込みの状態: what may follow what. Pure. */
import type { Same } from '~/platform/same'
import type { AedImportState } from '../../../prisma/generated/enums'

const importStates = [
  'uploaded',
  'checking',
  'checked',
  'applying',
  'applied',
  'cancelled',
  'failed',
] as const
export type ImportState = (typeof importStates)[number]

const _states: Same<ImportState, AedImportState> = true
void _states

/** States in which an import holds its source; the database allows one at a time. */
export const openStates = ['uploaded', 'checking', 'checked', 'applying'] as const satisfies ImportState[]

/** States in which the queue works on it. */
export const workingStates = ['checking', 'applying'] as const satisfies ImportState[]
export const isWorking = (state: ImportState) => workingStates.some((working) => working === state)

/** Moves and who makes them: a person with `aed.import`, or the job. Any open state may be cancelled, or fail. */
export const moves = {
  confirm: { from: ['uploaded'], to: 'checking', by: 'person' },
  remap: { from: ['checked'], to: 'uploaded', by: 'person' },
  write: { from: ['checked'], to: 'applying', by: 'person' },
  cancel: { from: openStates, to: 'cancelled', by: 'person' },
  check_done: { from: ['checking'], to: 'checked', by: 'job' },
  write_done: { from: ['applying'], to: 'applied', by: 'job' },
  fail: { from: workingStates, to: 'failed', by: 'job' },
} as const satisfies Record<string, { from: readonly ImportState[]; to: ImportState; by: 'person' | 'job' }>
export type Move = keyof typeof moves

/** Why an import failed; worded under `imports.failure`. */
const failures = ['file_gone', 'unreadable', 'given_up'] as const
export type Failure = (typeof failures)[number]

/** A step that was begun so often and never ended is given up. */
export const MAX_ATTEMPTS = 3

/** Days for which the file and the rows of an import are kept; its summary stays. */
export const KEPT_DAYS = 180

/** What one list of rows of an import shows. */
export const rowFilters = [
  'added',
  'changed',
  'vanished',
  'returned',
  'kept',
  'refused',
  'placeless',
  'mended',
  'unchanged',
  'all',
] as const
export type RowFilter = (typeof rowFilters)[number]
