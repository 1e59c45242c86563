import { isConfirmable, trouble, type JobKind, type JobRecord, type Moment } from '#libs/jobs';
import type { Fetched, PreviousPointerState, UpstreamRef } from '#libs/providers';
import type { LastResponse, StoredJob } from '#libs/store';
import type { Exchange } from '#libs/upstream';
import { randomBytes } from 'node:crypto';
import type { ConnectionContext } from '../connection-context.js';
import { RawResponseRecorder } from '../raw-response.js';
import type { Finding } from './apply.js';

const READER_LETTERS = 6;

export interface Translation {
  finding: Finding;
  /** When the response arrived. */
  at: Moment;
  /** Who translates the same response to the same finding at any time; absent: nobody does. */
  reader?: string;
  /** What is kept of the response; absent: nothing, or what is kept already. */
  lastResponse?: LastResponse | null;
}

/** Turns responses into findings. A response that the record says already is recognized by its fingerprint. */
export class ResponseMapper {
  private readonly responses: RawResponseRecorder;
  /** Names this process in records: another one may map the same response differently. */
  private readonly reader = randomBytes(READER_LETTERS).toString('base64url').slice(0, READER_LETTERS);

  constructor(private readonly context: Pick<ConnectionContext, 'provider' | 'settings' | 'logger'>) {
    this.responses = new RawResponseRecorder(context.settings);
  }

  /** What to ask for; with the fingerprint of the response that would be translated to what the record says, if one would. */
  refOf({ key, kind, known }: { key: string; kind: JobKind; known?: StoredJob | null }): UpstreamRef {
    const isKnown = known?.reader === this.reader && known.fingerprint !== undefined && isConfirmable(known.record);
    return isKnown ? { key, kind, knownFingerprint: known.fingerprint! } : { key, kind };
  }

  /** `previous`: what is known of the job, or of the run that stands in for a pointer that is not tracked. */
  translate(fetched: Fetched<unknown>, previous: StoredJob | null, at: Moment): Translation {
    if ('trouble' in fetched) return { finding: { trouble: fetched.trouble }, at };
    if ('isUnchanged' in fetched) return { finding: { isUnchanged: true }, at };
    const { provider, settings, logger } = this.context;
    const { raw, ref, exchange } = fetched;
    let isRepeatable = true;
    const context = {
      get observedAt() {
        isRepeatable = false;
        return at;
      },
      timeZone: settings.timeZone,
      connection: settings.name,
      get previous() {
        isRepeatable = false;
        return previous ? pointerStateOf(previous.record) : null;
      },
    };
    try {
      const finding = provider.translate(raw, ref, context);
      const isKept = exchange.fingerprint !== undefined && exchange.fingerprint === previous?.fingerprint;
      const lastResponse = isKept || 'trouble' in finding ? null : this.responses.record(raw, exchange, at);
      return { finding, at, lastResponse, ...(isRepeatable && { reader: this.reader }) };
    } catch (error) {
      logger.error({ error, connection: settings.name, key: ref.key }, 'translation failed');
      const problem = trouble('malformed', 'translation-failed', 'The answer could not be translated.');
      return { finding: { trouble: problem }, at };
    }
  }

  /** What is kept of a response that was about another job as well. */
  sharedResponse(exchange: Exchange | null, at: Moment): LastResponse | null {
    return exchange && this.responses.record(null, { ...exchange, fingerprint: undefined }, at);
  }
}

function pointerStateOf({ kind, key, state, operation, targetKey }: JobRecord): PreviousPointerState {
  return { state, operation, targetKey: kind === 'run' ? key : targetKey };
}
