import { isConfirmable, trouble, type JobRecord, type Moment } from '#libs/jobs';
import type { Fetched, PreviousPointerState, UpstreamRef } from '#libs/providers';
import type { LastResponse, StoredJob } from '#libs/store';
import { randomBytes } from 'node:crypto';
import type { ConnectionContext } from '../connection-context.js';
import { RawResponseRecorder } from '../raw-response.js';
import type { Finding } from './apply.js';

const READER_LETTERS = 6;

/** What a response says of one job. */
export interface Translation {
  finding: Finding;
  /** When the response arrived. */
  at: Moment;
  /** What it says given that the job is stored like that by now; absent: the same. */
  again?: (current: StoredJob | null) => Translation;
  /** Translates the same response to the same finding at any time; absent: the translation depends on more. */
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
  refOf({ key, kind, known }: Pick<UpstreamRef, 'key' | 'kind'> & { known?: StoredJob | null }): UpstreamRef {
    const isKnown = known?.reader === this.reader && isConfirmable(known.record);
    return isKnown ? { key, kind, knownFingerprint: known.fingerprint } : { key, kind };
  }

  /** `standIn`: the run last seen through a pointer, where the pointer itself is not stored. */
  translate(fetched: Fetched<unknown>, known: StoredJob | null, standIn: StoredJob | null, at: Moment): Translation {
    if ('trouble' in fetched) return { finding: { trouble: fetched.trouble }, at };
    if ('isUnchanged' in fetched) return { finding: { isUnchanged: true }, at };
    const { provider, settings, logger } = this.context;
    const { raw, ref, exchange } = fetched;
    const previous = known ?? standIn;
    const asked = { time: false, previous: false };
    const context = {
      get observedAt() {
        asked.time = true;
        return at;
      },
      timeZone: settings.timeZone,
      connection: settings.name,
      get previous() {
        asked.previous = true;
        return previous ? pointerStateOf(previous.record) : null;
      },
    };
    try {
      const finding = provider.translate(raw, ref, context);
      if ('trouble' in finding) return { finding, at };
      const isKept = exchange.fingerprint !== undefined && exchange.fingerprint === known?.fingerprint;
      const translation: Translation = { finding, at };
      if (!isKept) translation.lastResponse = this.responses.record(raw, exchange, at);
      if (!asked.time && !asked.previous) translation.reader = this.reader;
      if (asked.previous) translation.again = (current) => this.translateAgain(fetched, current, standIn, translation);
      return translation;
    } catch (error) {
      logger.error({ error, connection: settings.name, key: ref.key }, 'translation failed');
      const problem = trouble('malformed', 'translation-failed', 'The answer could not be translated.');
      return { finding: { trouble: problem }, at };
    }
  }

  private translateAgain(
    fetched: Fetched<unknown>,
    current: StoredJob | null,
    standIn: StoredJob | null,
    first: Translation,
  ): Translation {
    const translation = this.translate(fetched, current, standIn, first.at);
    return translation.finding.observation ? translation : first;
  }
}

function pointerStateOf({ kind, key, state, operation, targetKey }: JobRecord): PreviousPointerState {
  return { state, operation, targetKey: kind === 'run' ? key : targetKey };
}
