import { Injectable } from '@nestjs/common';
import type { UpstreamConnection } from '#libs/upstream';
import type { OperationResult, Started } from '../actions.js';
import type { Fetched, Provider, TranslateContext, Translated, UpstreamRef } from '../provider.js';
import { startManagement } from './oracle-sbc.actions.js';
import { readStatus } from './oracle-sbc.client.js';
import { oracleSbcDescriptor } from './oracle-sbc.descriptor.js';
import { openSbcSession, type SbcSession } from './oracle-sbc.session.js';
import type { ManagementStep } from './oracle-sbc.start.js';
import { readRaw, translateOracleSbc } from './oracle-sbc.translate.js';
import type { OracleSbcRaw } from './oracle-sbc.wire.js';

@Injectable()
export class OracleSbcProvider implements Provider<OracleSbcRaw, SbcSession> {
  readonly descriptor = oracleSbcDescriptor;

  openSession(connection: UpstreamConnection): SbcSession {
    return openSbcSession(connection);
  }

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

  start(session: SbcSession, step: unknown, signal: AbortSignal): Promise<OperationResult<Started>> {
    return startManagement(session, step as ManagementStep, signal);
  }

  translate(raw: OracleSbcRaw, ref: UpstreamRef, context: TranslateContext): Translated {
    return translateOracleSbc(raw, ref, context);
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
