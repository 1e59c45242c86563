import { Injectable } from '@nestjs/common';
import type { Fetched, Provider, UpstreamRef } from '../provider.js';
import { startManagement } from './oracle-sbc.actions.js';
import { readStatus } from './oracle-sbc.client.js';
import { oracleSbcDescriptor } from './oracle-sbc.descriptor.js';
import { openSbcSession, type SbcSession } from './oracle-sbc.session.js';
import { readRaw, translateOracleSbc } from './oracle-sbc.translate.js';
import type { OracleSbcRaw } from './oracle-sbc.wire.js';

@Injectable()
export class OracleSbcProvider implements Provider<OracleSbcRaw, SbcSession> {
  readonly descriptor = oracleSbcDescriptor;
  readonly openSession = openSbcSession;
  readonly start = startManagement;
  readonly translate = translateOracleSbc;

  /** However many refs there are, the box has one slot: one call answers for all of them, as of one moment. */
  async *fetch(
    session: SbcSession,
    refs: readonly UpstreamRef[],
    signal: AbortSignal,
  ): AsyncGenerator<Fetched<OracleSbcRaw>> {
    if (refs.length === 0) return;
    const { pollNumber } = session.tracker;
    const status = await readStatus(session, signal);
    const seen = 'raw' in status ? { ...status, raw: withOwn(session, status.raw, pollNumber) } : status;
    session.releaseLock('idle');
    for (const ref of refs) yield { ref, ...seen };
  }
}

/** The answer with what it shows of an operation that was started here, whose lock may have served with it. */
function withOwn(session: SbcSession, raw: OracleSbcRaw, pollNumber: number): OracleSbcRaw {
  if (!session.tracker.isWatching) return raw;
  const read = readRaw(raw);
  if ('trouble' in read) return raw;
  const own = session.tracker.see(read.slot, pollNumber);
  return own === null ? raw : { ...raw, own };
}
