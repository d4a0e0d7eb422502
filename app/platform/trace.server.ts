/**
 * Spans for OpenTelemetry. Nothing of it is loaded here: `app/start/tracing.ts` puts a tracer in place where one is
 * configured, and without it every call goes straight on.
 */
import { doing, during } from './doing.server'

/** Counts, names of routes and of jobs: never a value that a person has given. */
type Attributes = Record<string, string | number | boolean>

export type Span = {
  set(attributes: Attributes): void
  /** Ends it; with an error as failed, of which only the kind is told. */
  end(error?: unknown): void
}

type Tracer = {
  /** @param parent the span around it, or the header `traceparent` of whoever asks */
  start(
    name: string,
    kind: 'server' | 'client' | 'internal' | 'consumer',
    attributes: Attributes,
    parent?: Span | string,
  ): Span
  /** Sends what waits, at the end. */
  stop(): Promise<void>
}

const global = globalThis as { __portalTracer?: Tracer }

/** Puts the tracer of this process in place. */
export function provideTracer(tracer: Tracer): void {
  global.__portalTracer = tracer
}

/** The tracer of this process, where one is configured. */
export const tracer = (): Tracer | undefined => global.__portalTracer

/** Does something inside a span of its own, where a request or job is being traced. */
export async function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  const around = doing()
  if (!global.__portalTracer || !around?.span) return work()
  const span = global.__portalTracer.start(name, 'internal', attributes, around.span)
  try {
    const result = await during({ ...around, span }, work)
    span.end()
    return result
  } catch (error) {
    span.end(error)
    throw error
  }
}
