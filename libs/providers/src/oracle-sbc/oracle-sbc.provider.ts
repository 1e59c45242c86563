import { Injectable } from '@nestjs/common';
import { openSession, type Session, type UpstreamConnection } from '#libs/upstream';
import type { Fetched, Provider, TranslateContext, Translated, UpstreamRef } from '../provider.js';
import { readStatus } from './oracle-sbc.client.js';
import { oracleSbcDescriptor } from './oracle-sbc.descriptor.js';
import { oracleSbcLogOn } from './oracle-sbc.log-on.js';
import { translateOracleSbc } from './oracle-sbc.translate.js';
import type { OracleSbcRaw } from './oracle-sbc.wire.js';

@Injectable()
export class OracleSbcProvider implements Provider<OracleSbcRaw> {
  readonly descriptor = oracleSbcDescriptor;

  openSession(connection: UpstreamConnection): Session {
    return openSession(connection, oracleSbcLogOn(connection));
  }

  /** However many refs there are, the box has one slot: one call answers for all of them, as of one moment. */
  async *fetch(
    session: Session,
    refs: readonly UpstreamRef[],
    signal: AbortSignal,
  ): AsyncGenerator<Fetched<OracleSbcRaw>> {
    if (refs.length === 0) return;
    const status = await readStatus(session, signal);
    for (const ref of refs) yield { ref, ...status };
  }

  translate(raw: OracleSbcRaw, ref: UpstreamRef, context: TranslateContext): Translated {
    return translateOracleSbc(raw, ref, context);
  }
}
