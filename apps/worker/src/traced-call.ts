import { beginSpan, isTraced, SpanKind, SpanStatusCode, traceIn } from '#libs/telemetry';
import type { CallOutcome, UpstreamCall, ObservedCall } from '#libs/upstream';

/** Adds a span to the current trace, if there is one; most polls have none. Target and body may be confidential, so it has neither. */
export function tracedCall(
  connection: string,
  { method }: UpstreamCall,
  ended: (outcome: CallOutcome) => void,
): ObservedCall {
  if (!isTraced()) return { ended };
  const attributes = { 'http.request.method': method, 'jobgate.connection': connection };
  const span = beginSpan(`${method} upstream`, SpanKind.CLIENT, attributes);
  return {
    headers: traceIn(span),
    ended: (outcome) => {
      const { status } = outcome.exchange;
      if (status !== null) span.setAttribute('http.response.status_code', status);
      if ('trouble' in outcome) {
        span.setAttribute('jobgate.trouble', outcome.trouble.code);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
      ended(outcome);
    },
  };
}
