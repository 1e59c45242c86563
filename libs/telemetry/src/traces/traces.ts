import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
  type SpanKind,
} from '@opentelemetry/api';
import type { StopTraces, TraceSettings } from './trace-settings.js';

/** What of a trace travels with a request: the fields of W3C Trace Context. */
export type TraceCarrier = Readonly<Record<string, string>>;

/** Begins to send traces; null: nothing is traced, and nothing that could is loaded. */
export async function startTraces(settings: TraceSettings | null, service: string): Promise<StopTraces> {
  if (settings === null) return async () => undefined;
  const { sendTraces } = await import('./trace-exporter.js');
  return sendTraces(settings, service);
}

/** The trace that is under way here, to be sent along; undefined where there is none. */
export function traceHere(): TraceCarrier | undefined {
  const carrier = carrierOf(context.active());
  return 'traceparent' in carrier ? carrier : undefined;
}

/** What goes along where a span is the cause. */
export const traceIn = (span: Span): Record<string, string> => carrierOf(trace.setSpan(context.active(), span));

function carrierOf(within: Context): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(within, carrier);
  return carrier;
}

/** Where a trace that came along goes on; without one, a new one may begin. */
export function contextOf(carrier: TraceCarrier | undefined): Context {
  return carrier === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, carrier);
}

/** The caller ends it. */
export function beginSpan(name: string, kind: SpanKind, attributes: Attributes, within = context.active()): Span {
  return trace.getTracer('jobgate').startSpan(name, { kind, attributes }, within);
}

/** Does something of which the span is the cause. */
export function runIn<Done>(span: Span, within: Context, work: () => Done): Done {
  return context.with(trace.setSpan(within, span), work);
}

/** Whether a trace is under way here that is sent. */
export const isTraced = (): boolean => trace.getActiveSpan()?.isRecording() ?? false;

/** Does work that was asked for elsewhere, as a part of the trace that came along; without one, untraced. */
export async function inTrace<Done>(
  carrier: TraceCarrier | undefined,
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  work: () => Promise<Done>,
): Promise<Done> {
  if (carrier === undefined) return work();
  const span = beginSpan(name, kind, attributes, contextOf(carrier));
  try {
    return await runIn(span, contextOf(carrier), work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
