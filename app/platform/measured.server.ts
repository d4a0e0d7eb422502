/** A connection to PostgreSQL that counts its queries and how long they take, and traces them without their values. */
import pg from 'pg'
import { doing } from './doing.server'
import { noteQuery } from './figures.server'
import { tracer } from './trace.server'

type Callback = (error: Error | null, result?: unknown) => void

/** The SQL as it may stand in a trace: values are parameters, and whatever is written out is cut. */
const withoutValues = (text: string) =>
  text
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/\b\d+\b/g, '?')
    .slice(0, 1000)

/** What a server says that may not be written to: a copy, also one that was the primary before. */
const READ_ONLY = '25006'

export class MeasuredClient extends pg.Client {
  /** Whether the server has refused to write: the connection leads to the wrong one. */
  isReadOnly = false

  // biome-ignore lint/suspicious/noExplicitAny: pg's own signature has nine forms
  override query(...args: any[]): any {
    const [first] = args
    // A stream or cursor has a life of its own.
    if (typeof first?.submit === 'function') return super.query.apply(this, args as never)
    const started = performance.now()
    const around = doing()
    const span = around?.span
      ? tracer()?.start(
          'query',
          'client',
          {
            'db.system.name': 'postgresql',
            'db.query.text': withoutValues(typeof first === 'string' ? first : String(first?.text ?? '')),
          },
          around.span,
        )
      : undefined
    const end = (error?: unknown) => {
      noteQuery(performance.now() - started)
      if ((error as pg.DatabaseError | undefined)?.code === READ_ONLY) this.isReadOnly = true
      span?.end(error)
    }
    const last = args.length - 1
    const given: Callback | undefined = typeof args[last] === 'function' ? args[last] : undefined
    if (given) {
      args[last] = (error: Error | null, result?: unknown) => {
        end(error ?? undefined)
        given(error, result)
      }
      return super.query.apply(this, args as never)
    }
    const result = super.query.apply(this, args as never) as unknown as Promise<unknown>
    result.then(
      () => end(),
      (error) => end(error),
    )
    return result
  }
}
