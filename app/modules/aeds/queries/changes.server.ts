/** Whether anything of the AEDs has changed: one row to read, and what was built is kept until then. */
import { rows } from '~/platform/db.server'

export type Changes = {
  /** Another one after each change of what is given out; the same in every process on the database */
  mark: string
  /** When the last change was committed; null before there was any */
  changedAt: Date | null
}

/** The last change of the AEDs, their sources, the towns, and the city's name and outline. */
export async function lastChange(): Promise<Changes> {
  const [last] = await rows<{ mark: string; at: Date }>(
    // The time belongs to the mark: of a database that was put back to an older state the number comes again.
    `SELECT changes || '-' || (extract(epoch FROM changed_at) * 1000000)::bigint AS mark, changed_at AS at
     FROM aed_changes`,
    [],
  )
  return { mark: last?.mark ?? '', changedAt: last?.at ?? null }
}

/**
 * Keeps what was built for a mark until another mark is asked for. Who asks while it is being built waits for the same.
 * The mark must be read before what is built: then nothing older than the mark is ever kept for it.
 * @param size so many keys at most; the one that was not asked for the longest is built anew
 */
export class Kept<T> {
  private mark: string | undefined
  private readonly built = new Map<string, Promise<T>>()

  constructor(private readonly size: number) {}

  get(mark: string, key: string, build: () => Promise<T>): Promise<T> {
    if (mark !== this.mark) this.built.clear()
    this.mark = mark
    const found = this.built.get(key) ?? build()
    this.built.delete(key)
    this.built.set(key, found)
    const [oldest] = this.built.keys()
    if (this.built.size > this.size && oldest !== undefined) this.built.delete(oldest)
    found.catch(() => {
      if (this.built.get(key) === found) this.built.delete(key)
    })
    return found
  }
}
