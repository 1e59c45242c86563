import { trouble, type JobRecord, type Trouble } from '#libs/jobs';
import type { Fetched, PreviousPointerState, Translated } from '#libs/providers';
import type { StoredJob } from '#libs/store';
import type { ConnectionContext } from './connection-context.js';

/** What was fetched to be read, and not for being known already. */
export type Answered = Extract<Fetched<unknown>, { raw: unknown } | { trouble: Trouble }>;

/** Has answers translated, and notices what a translation asked for besides the answer. */
export class Translator {
  constructor(private readonly context: ConnectionContext) {}

  /** `isRepeatable`: neither the time nor what was known had a part in it. */
  translate(fetched: Answered, known: StoredJob | null, at: number): { translated: Translated; isRepeatable: boolean } {
    if ('trouble' in fetched) return { translated: { trouble: fetched.trouble }, isRepeatable: false };
    const { provider, settings, logger } = this.context;
    let isRepeatable = true;
    try {
      const translated = provider.translate(fetched.raw, fetched.ref, {
        get observedAt() {
          isRepeatable = false;
          return at;
        },
        timeZone: settings.timeZone,
        connection: settings.name,
        get previous() {
          isRepeatable = false;
          return known ? sightOf(known.record) : null;
        },
      });
      return { translated, isRepeatable };
    } catch (error) {
      logger.error({ error, connection: settings.name, key: fetched.ref.key }, 'translation failed');
      const problem = trouble('malformed', 'translation-failed', 'The answer could not be translated.');
      return { translated: { trouble: problem }, isRepeatable: false };
    }
  }
}

function sightOf({ kind, key, state, operation, targetKey }: JobRecord): PreviousPointerState {
  return { state, operation, targetKey: kind === 'run' ? key : targetKey };
}
