import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { StopTraces, TraceSettings } from './trace-settings.js';

const SEND_EVERY_MS = 1_000;
const STOP_WITHIN_MS = 2_000;

/** Loaded only where traces are wanted. */
export function sendTraces({ otlpUrl, sampleRatio }: TraceSettings, service: string): StopTraces {
  const exporter = new OTLPTraceExporter({ url: otlpUrl, timeoutMillis: STOP_WITHIN_MS });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `jobgate-${service}` }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: SEND_EVERY_MS })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS)));
    // An unreachable collector does not block the exit.
    await Promise.race([provider.shutdown().catch(() => undefined), late]).finally(() => clearTimeout(timer));
    for (const api of [trace, propagation, context]) api.disable();
  };
}
