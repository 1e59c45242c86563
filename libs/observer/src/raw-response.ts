import { jsonText, Redactor } from '#libs/jobs';
import type { LastResponse } from '#libs/store';
import { secretsOf, type Exchange } from '#libs/upstream';
import type { ConnectionSettings } from './connection-context.js';

/** Longest response kept for `view=full`, bytes of JSON. */
const MAX_RAW_BYTES = 32 * 1024;

/** Makes what is kept of responses for people who ask why: without secrets, and bounded. */
export class RawResponseRecorder {
  private readonly redactor: Redactor;

  constructor({ auth }: Pick<ConnectionSettings, 'auth'>) {
    this.redactor = new Redactor(secretsOf(auth));
  }

  /** `raw` null: there is none of its own. */
  record(raw: unknown, exchange: Exchange | null, at: number): LastResponse {
    const redacted = this.redactor.value(raw);
    const text = jsonText(redacted);
    const truncated = text.length > MAX_RAW_BYTES;
    return {
      raw: truncated ? text.slice(0, MAX_RAW_BYTES) : redacted,
      truncated,
      exchange: exchange === null ? null : this.withoutSecrets(exchange),
      at,
      fingerprint: exchange?.fingerprint,
    };
  }

  private withoutSecrets({ method, target, status, milliseconds }: Exchange) {
    return { method, target: this.redactor.text(target), status, milliseconds };
  }
}
