import { mapConcurrently, openSession, type Session, type UpstreamConnection } from '#libs/upstream';
import { Injectable } from '@nestjs/common';
import type { Fetched, Provider, UpstreamRef } from '../provider.js';
import { abortRequest, startRequest } from './hitachi-analyzer.actions.js';
import { getStatus } from './hitachi-analyzer.client.js';
import { hitachiAnalyzerDescriptor } from './hitachi-analyzer.descriptor.js';
import { logOnProtocolOf } from './hitachi-analyzer.log-on.js';
import { translateStatus } from './hitachi-analyzer.translate.js';
import type { HitachiAnalyzerRaw } from './hitachi-analyzer.wire.js';

/** Asynchronous requests of the detail view's `dbapi.do`. Each is asked for by itself: there is no list. */
@Injectable()
export class HitachiAnalyzerProvider implements Provider<HitachiAnalyzerRaw> {
  readonly descriptor = hitachiAnalyzerDescriptor;
  readonly cancel = abortRequest;
  readonly start = startRequest;
  readonly translate = translateStatus;

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
}
