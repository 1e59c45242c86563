import { trouble } from '#libs/jobs';
import { mapConcurrently, openSession, type Session, type UpstreamConnection } from '#libs/upstream';
import { Injectable } from '@nestjs/common';
import type { Fetched, Provider, UpstreamRef } from '../provider.js';
import { cancelRun, deleteRunData, followTrigger, trigger } from './datameer.actions.js';
import { datameerLogOn, fetchStatus, servingProbe } from './datameer.client.js';
import { datameerDescriptor } from './datameer.descriptor.js';
import { historyOf, listActive } from './datameer.listing.js';
import { readKey } from './datameer.key.js';
import { translateDatameer } from './datameer.translate.js';
import { apiNotAvailable } from './datameer.errors.js';
import type { DatameerRaw } from './datameer.wire.js';

@Injectable()
export class DatameerProvider implements Provider<DatameerRaw> {
  readonly descriptor = datameerDescriptor;
  readonly translate = translateDatameer;
  readonly cancel = cancelRun;
  readonly delete = deleteRunData;
  readonly start = trigger;
  readonly follow = followTrigger;
  readonly list = listActive;
  readonly runs = historyOf;

  openSession(connection: UpstreamConnection): Session {
    return openSession(connection, datameerLogOn(connection));
  }

  fetch(session: Session, refs: readonly UpstreamRef[], signal: AbortSignal): AsyncIterable<Fetched<DatameerRaw>> {
    const isServing = servingProbe(session, signal);
    const { concurrency } = session.connection.limits;
    return mapConcurrently(refs, concurrency, (ref) => this.fetchOne(session, ref, signal, isServing));
  }

  private fetchOne(
    session: Session,
    ref: UpstreamRef,
    signal: AbortSignal,
    isServing: () => Promise<boolean>,
  ): Promise<Fetched<DatameerRaw>> {
    const key = readKey(ref.key);
    if (key === null) {
      const notAKey = trouble('not-found', 'not-a-key', 'The key is not one of a Datameer job.');
      return Promise.resolve({ ref, trouble: notAKey, exchange: null });
    }
    if (key.form === 'file-status' && session.connection.options['api'] === 'v1') {
      return Promise.resolve({ ref, trouble: apiNotAvailable(), exchange: null });
    }
    return fetchStatus(session, ref, key, signal, isServing);
  }
}
