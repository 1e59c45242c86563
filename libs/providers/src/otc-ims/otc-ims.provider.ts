import { Injectable } from '@nestjs/common';
import { mapConcurrently, type Session, type UpstreamConnection } from '#libs/upstream';
import type { OperationResult, Started } from '../actions.js';
import type { OperationStep } from '../operation-path.js';
import type { Fetched, Provider, Translated, UpstreamRef } from '../provider.js';
import { startOperation } from './otc-ims.actions.js';
import { fetchJob, openImsSession, type ImsResponse } from './otc-ims.client.js';
import { otcImsDescriptor } from './otc-ims.descriptor.js';
import { withMissingJobs } from './otc-ims.batch.js';
import { translate } from './otc-ims.translate.js';

@Injectable()
export class OtcImsProvider implements Provider<ImsResponse> {
  readonly descriptor = otcImsDescriptor;

  openSession(connection: UpstreamConnection): Session {
    return openImsSession(connection);
  }

  fetch(session: Session, refs: readonly UpstreamRef[], signal: AbortSignal): AsyncIterable<Fetched<ImsResponse>> {
    const { limits, now = Date.now } = session.connection;
    return withMissingJobs(
      session,
      mapConcurrently(refs, limits.concurrency, (ref) => fetchJob(session, ref, signal)),
      now,
    );
  }

  start(session: Session, step: unknown, signal: AbortSignal): Promise<OperationResult<Started>> {
    return startOperation(session, step as OperationStep, signal);
  }

  translate(raw: ImsResponse, ref: UpstreamRef): Translated {
    return translate(raw, ref);
  }
}
