import { mapConcurrently, openSession, type Session, type UpstreamConnection } from '#libs/upstream';
import { Injectable } from '@nestjs/common';
import type { OperationResult, CancelEffect, Started } from '../actions.js';
import type { Fetched, Provider, Translated, UpstreamRef } from '../provider.js';
import { abortRequest, startRequest } from './hitachi-analyzer.actions.js';
import { getStatus } from './hitachi-analyzer.client.js';
import { hitachiAnalyzerDescriptor } from './hitachi-analyzer.descriptor.js';
import { logOnProtocolOf } from './hitachi-analyzer.log-on.js';
import type { RequestStep } from './hitachi-analyzer.start.js';
import { translateStatus } from './hitachi-analyzer.translate.js';
import type { HitachiAnalyzerRaw } from './hitachi-analyzer.wire.js';

/** Asynchronous requests of the detail view's `dbapi.do`. Each is asked for by itself: there is no list. */
@Injectable()
export class HitachiAnalyzerProvider implements Provider<HitachiAnalyzerRaw> {
  readonly descriptor = hitachiAnalyzerDescriptor;

  openSession(connection: UpstreamConnection): Session {
    return openSession(connection, logOnProtocolOf(connection));
  }

  fetch(
    session: Session,
    refs: readonly UpstreamRef[],
    signal: AbortSignal,
  ): AsyncIterable<Fetched<HitachiAnalyzerRaw>> {
    return mapConcurrently(refs, session.connection.limits.concurrency, (ref) => getStatus(session, ref, signal));
  }

  cancel(session: Session, ref: UpstreamRef, signal: AbortSignal): Promise<OperationResult<CancelEffect>> {
    return abortRequest(session, ref, signal);
  }

  start(session: Session, step: unknown, signal: AbortSignal): Promise<OperationResult<Started>> {
    return startRequest(session, step as RequestStep, signal);
  }

  translate(raw: HitachiAnalyzerRaw, ref: UpstreamRef): Translated {
    return translateStatus(raw, ref);
  }
}
