import { trouble } from '#libs/jobs';
import { mapConcurrently } from '#libs/upstream';
import { Injectable } from '@nestjs/common';
import type { Fetched, Provider, UpstreamRef } from '../provider.js';
import { cancelJob, deleteJob, startOperation } from './ibm-hmc.actions.js';
import { openHmcSession, queryJob, type HmcSession } from './ibm-hmc.client.js';
import { ibmHmcDescriptor } from './ibm-hmc.descriptor.js';
import { parseKey } from './ibm-hmc.key.js';
import { listenToHmc } from './ibm-hmc.push.js';
import { translateJobStatus } from './ibm-hmc.translate.js';

const NOT_AN_ID = trouble('malformed', 'invalid-key', 'This is not the id of an HMC job.');

/** One call per job: the HMC has no list of jobs. */
@Injectable()
export class IbmHmcProvider implements Provider<unknown, HmcSession> {
  readonly descriptor = ibmHmcDescriptor;
  readonly openSession = openHmcSession;
  readonly translate = translateJobStatus;
  readonly cancel = cancelJob;
  readonly delete = deleteJob;
  readonly start = startOperation;
  readonly subscribe = listenToHmc;

  fetch(session: HmcSession, refs: readonly UpstreamRef[], signal: AbortSignal): AsyncIterable<Fetched<unknown>> {
    return mapConcurrently(refs, session.connection.limits.concurrency, (ref) =>
      parseKey(ref.key) ? queryJob(session, ref, signal) : Promise.resolve({ ref, trouble: NOT_AN_ID, exchange: null }),
    );
  }
}
