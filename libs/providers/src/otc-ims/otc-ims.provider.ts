import { Injectable } from '@nestjs/common';
import { mapConcurrently, type Session, type UpstreamConnection } from '#libs/upstream';
import type { OperationResult, Started } from '../actions.js';
import type { OperationStep } from '../operation-path.js';
import type { Fetched, Provider, Translated, UpstreamRef } from '../provider.js';
import { startOperation } from './otc-ims.actions.js';
import { fetchJob, openImsSession, type ImsAnswer } from './otc-ims.client.js';
import { otcImsDescriptor } from './otc-ims.descriptor.js';
import { judged } from './otc-ims.batch.js';
import { translate } from './otc-ims.translate.js';

@Injectable()
export class OtcImsProvider implements Provider<ImsAnswer> {
  readonly descriptor = otcImsDescriptor;

  openSession(connection: UpstreamConnection): Session {
    return openImsSession(connection);
  }

  fetch(session: Session, refs: readonly UpstreamRef[], signal: AbortSignal): AsyncIterable<Fetched<ImsAnswer>> {
    const { limits, now = Date.now } = session.connection;
    return judged(
      session,
      mapConcurrently(refs, limits.concurrency, (ref) => fetchJob(session, ref, signal)),
      now,
    );
  }

  start(session: Session, step: unknown, signal: AbortSignal): Promise<OperationResult<Started>> {
    return startOperation(session, step as OperationStep, signal);
  }

  translate(raw: ImsAnswer, ref: UpstreamRef): Translated {
    return translate(raw, ref);
  }
}
