import { trouble } from '#libs/jobs';
import { mapConcurrently, type UpstreamConnection } from '#libs/upstream';
import { Injectable } from '@nestjs/common';
import type { OperationResult, CancelEffect, Started } from '../actions.js';
import type { OperationStep } from '../operation-path.js';
import type { Fetched, Provider, PushListener, Translated, UpstreamRef } from '../provider.js';
import { cancelJob, deleteJob, startOperation } from './ibm-hmc.actions.js';
import { openHmcSession, queryJob, type HmcSession } from './ibm-hmc.client.js';
import { ibmHmcDescriptor } from './ibm-hmc.descriptor.js';
import { parseKey } from './ibm-hmc.key.js';
import { listenToHmc } from './ibm-hmc.push.js';
import { translateJobStatus } from './ibm-hmc.translate.js';

const NOT_AN_ID = trouble('malformed', 'invalid-key', 'This is not the id of an HMC job.');

/** Asks for one job a call: the HMC has no list of jobs. */
@Injectable()
export class IbmHmcProvider implements Provider<unknown, HmcSession> {
  readonly descriptor = ibmHmcDescriptor;

  openSession(connection: UpstreamConnection): HmcSession {
    return openHmcSession(connection);
  }

  fetch(session: HmcSession, refs: readonly UpstreamRef[], signal: AbortSignal): AsyncIterable<Fetched<unknown>> {
    return mapConcurrently(refs, session.connection.limits.concurrency, (ref) =>
      parseKey(ref.key) ? queryJob(session, ref, signal) : Promise.resolve({ ref, trouble: NOT_AN_ID, exchange: null }),
    );
  }

  translate(raw: unknown): Translated {
    return translateJobStatus(raw);
  }

  cancel(session: HmcSession, ref: UpstreamRef, signal: AbortSignal): Promise<OperationResult<CancelEffect>> {
    return cancelJob(session, ref, signal);
  }

  delete(session: HmcSession, ref: UpstreamRef, signal: AbortSignal): Promise<OperationResult<null>> {
    return deleteJob(session, ref, signal);
  }

  start(session: HmcSession, step: unknown, signal: AbortSignal): Promise<OperationResult<Started>> {
    return startOperation(session, step as OperationStep, signal);
  }

  subscribe(session: HmcSession, listener: PushListener, signal: AbortSignal): Promise<void> {
    return listenToHmc(session, listener, signal);
  }
}
