/** What the desk's page receives of an application: instants arrive as text. */
import type { Review } from '../queries/review.server'

type Arrived<T> = T extends Date
  ? Date | string
  : T extends readonly (infer E)[]
    ? Arrived<E>[]
    : T extends object
      ? { [K in keyof T]: Arrived<T[K]> }
      : T

type Dated =
  | 'corrections'
  | 'edits'
  | 'proposal'
  | 'proposals'
  | 'changes'
  | 'notes'
  | 'letters'
  | 'entries'
  | 'events'
export type Shown = Omit<Review, Dated> & { [K in Dated]: Arrived<Review[K]> }
