import { Injectable } from '@nestjs/common';
import { mapConcurrently, type Session } from '#libs/upstream';
import type { Fetched, Provider, UpstreamRef } from '../provider.js';
import { startOperation } from './otc-ims.actions.js';
import { fetchJob, openImsSession, type ImsResponse } from './otc-ims.client.js';
import { otcImsDescriptor } from './otc-ims.descriptor.js';
import { withMissingJobs } from './otc-ims.batch.js';
import { translate } from './otc-ims.translate.js';

@Injectable()
export class OtcImsProvider implements Provider<ImsResponse> {
  readonly descriptor = otcImsDescriptor;
  readonly openSession = openImsSession;
  readonly start = startOperation;
  readonly translate = translate;

  fetch(session: Session, refs: readonly UpstreamRef[], signal: AbortSignal): AsyncIterable<Fetched<ImsResponse>> {
    const { limits, now = Date.now } = session.connection;
    return withMissingJobs(
      session,
      mapConcurrently(refs, limits.concurrency, (ref) => fetchJob(session, ref, signal)),
      now,
    );
  }
}
