import type { OperationResult, CancelEffect, ListedJob, Provider, Started, PendingStart } from '#libs/providers';
import { harness } from './datameer.harness.js';

type Answer<Done, Asked> = (asked: Asked) => OperationResult<Done> | Promise<OperationResult<Done>>;

/** The upstream's response to each command, and the commands so far. */
export class ScriptedCommands {
  readonly asked: string[] = [];
  cancel: Answer<CancelEffect, string> = () => done('acknowledged');
  delete: Answer<null, string> = () => done(null);
  start: Answer<Started | PendingStart, unknown> = (step) => done(run(String(step)));
  /** A poll for the run of an accepted start changes nothing, and is not counted. */
  follow: Answer<Started | null, unknown> = () => done(null);
  list: Answer<ListedJob[], string> = () => done([]);
  runs: Answer<ListedJob[], string> = () => done([]);

  ask<Done, Asked>(what: string, asked: Asked, answer: Answer<Done, Asked>): Promise<OperationResult<Done>> {
    this.asked.push(`${what} ${String(asked)}`);
    return Promise.resolve(answer(asked));
  }
}

export const done = <Done>(what: Done): OperationResult<Done> => ({ done: what, exchange: null });
export const refused = (reason: 'unsupported' | 'conflict' | 'not-found', code: string): OperationResult<never> => ({
  refused: { reason, code, message: 'The upstream says no.' },
  exchange: null,
});
export const trouble = (mayHaveExecuted: boolean): OperationResult<never> => ({
  trouble: { kind: 'unreachable', code: 'timeout', message: 'No answer.', upstreamStatus: null, retryAfterMs: null },
  mayHaveExecuted,
  exchange: null,
});
export const run = (key: string): Started => ({ key, kind: 'run', observation: null });

/** Datameer's provider with scripted commands. */
export function scriptedCommandProvider(acts: ScriptedCommands): Provider {
  const provider: Provider = {
    descriptor: harness.provider.descriptor,
    openSession: (connection) => harness.provider.openSession(connection),
    fetch: (...call) => harness.provider.fetch(...call),
    translate: (...answer) => harness.provider.translate(...answer),
    cancel: (_session, { key }) => acts.ask('cancel', key, (asked) => acts.cancel(asked)),
    delete: (_session, { key }) => acts.ask('delete', key, (asked) => acts.delete(asked)),
    start: (_session, step) => acts.ask('start', step, (asked) => acts.start(asked)),
    follow: async (_session, taken) => acts.follow(taken),
    list: () => acts.ask('list', '', (asked) => acts.list(asked)),
    runs: (_session, { key }) => acts.ask('runs', key, (asked) => acts.runs(asked)),
  };
  return provider;
}
