/** Traces by OpenTelemetry, sent by OTLP over HTTP. Loaded only where OTEL_EXPORTER_OTLP_ENDPOINT is set. */
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Span as ToldSpan,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions'
import { faultOf } from '../platform/log.server'
import { provideTracer, type Span } from '../platform/trace.server'

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
  consumer: SpanKind.CONSUMER,
}

/** The trace of whoever asks, from its header `traceparent`; an unusable one begins a trace of its own. */
function from(header: string) {
  const [, traceId, spanId, flags] = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(header) ?? []
  if (!traceId || !spanId) return ROOT_CONTEXT
  const traceFlags = Number.parseInt(flags ?? '0', 16) & TraceFlags.SAMPLED
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}

/**
 * Traces from now on.
 * @param endpoint the receiver's address, to which `/v1/traces` is added
 */
export function openTracing(endpoint: string): void {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: process.env.OTEL_SERVICE_NAME ?? 'portal' }),
    spanProcessors: [
      new BatchSpanProcessor(
        new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 5000 }),
        { scheduledDelayMillis: 2000 },
      ),
    ],
  })
  const tracer = provider.getTracer('portal')
  const told = new WeakMap<Span, ToldSpan>()
  provideTracer({
    start(name, kind, attributes, parent) {
      const around = typeof parent === 'object' ? told.get(parent) : undefined
      const context = around
        ? trace.setSpan(ROOT_CONTEXT, around)
        : typeof parent === 'string'
          ? from(parent)
          : ROOT_CONTEXT
      const made = tracer.startSpan(name, { kind: kinds[kind], attributes }, context)
      const span: Span = {
        set: (more) => {
          made.setAttributes(more)
          // The route is known only once it has answered.
          if (kind === 'server' && more['http.route']) made.updateName(`${name} ${more['http.route']}`)
        },
        end: (error) => {
          if (error !== undefined) {
            made.setStatus({ code: SpanStatusCode.ERROR })
            made.setAttribute('error.type', faultOf(error).kind)
          }
          made.end()
        },
      }
      told.set(span, made)
      return span
    },
    stop: () => provider.shutdown(),
  })
}
