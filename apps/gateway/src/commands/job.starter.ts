import type { ConnectionSettings } from '#libs/config';
import { formatJobId, newRecord, type JobRecord } from '#libs/jobs';
import type { StartForm } from '#libs/providers/catalog';
import { requesterOf, type StartDone } from '#libs/requests';
import { startEntryName, type Store } from '#libs/store';
import type { ZodError } from 'zod';
import { COLLECTION } from '../http/preconditions.js';
import { descriptorOf } from '../jobs/job.addresses.js';
import { pointerTo } from '../problems/faults.js';
import { ProblemException, type Fault } from '../problems/problem.exception.js';
import type { TrackedJobs, TrackedPlace } from '../quota/tracked.jobs.js';
import { problemOf } from './outcome.problems.js';
import type { Change } from '../idempotency/change.decorator.js';
import type { UpstreamCommands } from './upstream.commands.js';

const CODES = { unsupported: 'start-unsupported', rejected: 'start-rejected' } as const;

export class JobStarter {
  constructor(
    private readonly store: Store,
    private readonly commands: UpstreamCommands,
    private readonly tracked: TrackedJobs,
    private readonly now: () => number = store.clock.now,
  ) {}

  /**
   * Returns the run, which is tracked; of several in sequence, the first one. Conditions are about the list that it is added to.
   * Throws `too-many-tracked-jobs` before anybody is asked.
   */
  async start(connection: ConnectionSettings, body: unknown, change: Change): Promise<JobRecord> {
    const { caller, command } = change;
    const { start: form } = descriptorOf(connection);
    if (!form) throw new ProblemException('start-unsupported');
    const steps = form.steps(checked(form, body, connection));
    const place = await this.enter(connection.name, change);
    const request = { does: 'start' as const, steps, caller: caller.name };
    const outcome = await this.commands.carryOut<StartDone>(connection.name, request, command);
    if (outcome.result === 'done') {
      const { key } = outcome.done;
      place.becomes(formatJobId({ connection: connection.name, key }));
      return this.run(connection, key);
    }
    if (outcome.result === 'refused' || command.progress === 'withdrawn') place.leave();
    throw problemOf(outcome, CODES);
  }

  /** A command that was begun under the key before has met the conditions and the quota. */
  private async enter(connection: string, { caller: { name }, command, conditions }: Change): Promise<TrackedPlace> {
    const start = startEntryName(connection, command.name);
    if (await this.commands.isKnown(connection, command)) return this.tracked.entered(requesterOf(name), start);
    conditions.check(COLLECTION);
    return this.tracked.enter(requesterOf(name), start);
  }

  /** The start tracked it. If it was untracked since, or lost with Redis, it is tracked again. */
  private async run(settings: ConnectionSettings, key: string): Promise<JobRecord> {
    const { name: connection, provider } = settings;
    const { stored } = await this.store.jobs.update({ connection, key }, (current) => {
      if (current !== null) return null;
      const kind = descriptorOf(settings).parseKey(key)?.kind ?? 'run';
      const record = newRecord({ connection, key, kind, provider, trackedAt: this.now() });
      return { revised: { record, hasChanged: true, transition: null } };
    });
    return stored!.record;
  }
}

function checked(form: StartForm, body: unknown, connection: ConnectionSettings): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid([{ pointer: '', detail: 'Must be a JSON object.' }]);
  }
  const parsed = form.bodySchema.safeParse(body);
  if (!parsed.success) throw invalid(faultsOf(parsed.error.issues));
  const objection = form.objection(parsed.data, connection);
  if (objection !== null) throw new ProblemException('operation-not-allowed', objection);
  return parsed.data;
}

type Issue = ZodError['issues'][number];

function faultsOf(issues: readonly Issue[], within: readonly PropertyKey[] = []): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    const path = [...within, ...issue.path];
    if (issue.code === 'invalid_union') return faultsOf(nearest(issue.errors), path);
    if (issue.code !== 'unrecognized_keys') return [{ pointer: pointerTo(path), detail: sentence(issue.message) }];
    return issue.keys.map((key) => ({ pointer: pointerTo([...path, key]), detail: 'There is no such member.' }));
  });
}

/** The union member with the fewest issues: most likely the intended one. */
function nearest(forms: readonly (readonly Issue[])[]): readonly Issue[] {
  return forms.reduce((best, form) => (form.length < best.length ? form : best), forms[0] ?? []);
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function invalid(errors: Fault[]): ProblemException {
  return new ProblemException('invalid-request', 'Some members of the body have the wrong form.', { errors });
}
