import { trouble } from '#libs/jobs';
import { fetchEach, type Session, type UpstreamConnection } from '#libs/upstream';
import { Injectable } from '@nestjs/common';
import type { Fetched, Provider, Translated, UpstreamRef } from '../provider.js';
import { openHmcSession, queryJob } from './ibm-hmc.client.js';
import { ibmHmcDescriptor } from './ibm-hmc.descriptor.js';
import { parseKey } from './ibm-hmc.key.js';
import { translateJobStatus } from './ibm-hmc.translate.js';

/** Asks for one job a call: the HMC has no list of jobs. */
@Injectable()
export class IbmHmcProvider implements Provider<unknown> {
  readonly descriptor = ibmHmcDescriptor;

  openSession(connection: UpstreamConnection): Session {
    return openHmcSession(connection);
  }

  fetch(session: Session, refs: readonly UpstreamRef[], signal: AbortSignal): AsyncIterable<Fetched<unknown>> {
    return fetchEach(refs, session.connection.limits.concurrency, async (ref): Promise<Fetched<unknown>> => {
      if (!parseKey(ref.key)) {
        return {
          ref,
          trouble: trouble('malformed', 'invalid-key', 'This is not the id of an HMC job.'),
          exchange: null,
        };
      }
      return { ref, ...(await queryJob(session, ref.key, signal)) };
    });
  }

  translate(raw: unknown): Translated {
    return translateJobStatus(raw);
  }
}
