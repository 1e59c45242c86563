import { beginSpan, contextOf, runIn, SpanKind, SpanStatusCode, type TraceCarrier } from '#libs/telemetry';
import type { NextFunction, Request, Response } from 'express';
import { routeOf } from './route-template.js';

/** A handler in front of all routes: each request is a part of the trace that its sender sends along, or begins one. */
export function traceRequests(request: Request, response: Response, next: NextFunction): void {
  const parent = contextOf(carrierOf(request));
  const span = beginSpan(request.method, SpanKind.SERVER, { 'http.request.method': request.method }, parent);
  response.once('close', () => {
    const route = routeOf(request);
    span.updateName(`${request.method} ${route}`);
    span.setAttributes({ 'http.route': route, 'http.response.status_code': response.statusCode });
    if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
  runIn(span, parent, next);
}

function carrierOf({ headers }: Request): TraceCarrier | undefined {
  const { traceparent, tracestate } = headers;
  if (typeof traceparent !== 'string') return undefined;
  return { traceparent, ...(typeof tracestate === 'string' ? { tracestate } : {}) };
}
