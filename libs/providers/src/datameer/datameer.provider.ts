import { trouble } from '#libs/jobs';
import { fetchEach, openSession, type Session, type UpstreamConnection } from '#libs/upstream';
import { Injectable } from '@nestjs/common';
import type { Fetched, Provider, TranslateContext, Translated, UpstreamRef } from '../provider.js';
import { basicLogOn, fetchStatus } from './datameer.client.js';
import { datameerDescriptor } from './datameer.descriptor.js';
import { readKey } from './datameer.key.js';
import { translateDatameer } from './datameer.translate.js';
import type { DatameerRaw } from './datameer.wire.js';

@Injectable()
export class DatameerProvider implements Provider<DatameerRaw> {
  readonly descriptor = datameerDescriptor;

  openSession(connection: UpstreamConnection): Session {
    return openSession(connection, basicLogOn(connection));
  }

  fetch(session: Session, refs: readonly UpstreamRef[], signal: AbortSignal): AsyncIterable<Fetched<DatameerRaw>> {
    return fetchEach(refs, session.connection.limits.concurrency, (ref) => this.fetchOne(session, ref, signal));
  }

  translate(raw: DatameerRaw, ref: UpstreamRef, context: TranslateContext): Translated {
    return translateDatameer(raw, ref, context);
  }

  private async fetchOne(session: Session, ref: UpstreamRef, signal: AbortSignal): Promise<Fetched<DatameerRaw>> {
    const key = readKey(ref.key);
    if (key === null) {
      const notAKey = trouble('not-found', 'not-a-key', 'The key is not one of a Datameer job.');
      return { ref, trouble: notAKey, exchange: null };
    }
    if (key.form === 'file-status' && session.connection.options['api'] === 'v1') {
      const notAvailable = trouble(
        'not-found',
        'api-not-available',
        'Files are asked for through the REST v2 interface, which this connection is configured not to have.',
      );
      return { ref, trouble: notAvailable, exchange: null };
    }
    return fetchStatus(session, ref, key, signal);
  }
}
