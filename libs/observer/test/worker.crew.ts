import type { CommandOutcome, CommandRequest } from '#libs/requests';
import type { OperationResult, Started, PendingStart } from '#libs/providers';
import {
  scriptedCommandProvider,
  ScriptedCommands,
  done,
  refused,
  run,
  trouble,
} from '../../../test/contract/commands.provider.js';
import { CommandConsumer } from '../src/commands/command-consumer.js';
import { AdmissionControl } from '../src/admission/admission-control.js';
import type { PollingScene } from './polling.scene.js';

/** What becomes of a call to the upstream. `nothing`: it certainly did not act. `hang`: it acts, and answers when it is let. */
export type Fate = 'done' | 'taken' | 'doubt' | 'nothing' | 'refused' | 'hang';

interface CrewMember {
  consumer: CommandConsumer;
  admission: AdmissionControl;
  abandon: () => void;
  cutOff: () => void;
  isDead: boolean;
}

interface Queued {
  request: CommandRequest;
  ended: Promise<CommandOutcome | null>;
  end: (outcome: CommandOutcome | null) => void;
  by: CrewMember | null;
}

/** Workers of one connection that come and go, over one upstream that keeps account of what it was asked. */
export class WorkerCrew {
  /** Of each step what became of its calls. */
  readonly calls = new Map<string, Fate[]>();
  readonly runs = new Map<string, string>();
  fates: Fate[] = [];
  isShown = false;
  private readonly queue = new Map<string, Queued>();
  private readonly members: CrewMember[] = [];
  private hanging: (() => void)[] = [];
  private number = 100;

  constructor(private readonly scene: PollingScene) {}

  get current(): CrewMember | null {
    return this.members.findLast(({ isDead }) => !isDead) ?? null;
  }

  /** Whether the upstream may have started this step. */
  isStarted(step: string): boolean {
    return (this.calls.get(step) ?? []).some((fate) => fate !== 'nothing');
  }

  /** The next worker, which gets the requests of those that are not there any more; with a circuit that may be open. */
  join({ isOpen = true } = {}): void {
    const store = this.scene.anotherStore();
    const acts = new ScriptedCommands();
    const abandoning = new AbortController();
    acts.start = (step) => this.start(String(step), abandoning.signal);
    acts.follow = (taken) => done(this.isShown ? run(this.runOf((taken as { step: string }).step)) : null);
    const context = { ...this.scene.openContext(store), provider: scriptedCommandProvider(acts) };
    const consumer = new CommandConsumer(context, abandoning.signal);
    const { admission } = context;
    const abandon = () => abandoning.abort(new Error('abandoned'));
    this.members.push({ consumer, admission, abandon, cutOff: () => store.redis.disconnect(), isDead: false });
    if (!isOpen) this.openCircuit();
    consumer.begin();
    for (const queued of this.queue.values()) if (queued.by?.isDead ?? true) this.deliver(queued);
  }

  /** Redis hears no more of it. */
  kill(): void {
    const member = this.current;
    if (member === null) return;
    member.isDead = true;
    member.cutOff();
    this.giveUp(member);
  }

  async handOver(): Promise<void> {
    const member = this.current;
    if (member === null) return;
    member.isDead = true;
    member.abandon();
    await member.consumer.stop();
  }

  /** A request is found again while a worker that stood still has it in hand. */
  stall(): void {
    for (const queued of this.queue.values()) this.deliver(queued);
  }

  openCircuit(): void {
    const { trouble: problem } = trouble(false) as Extract<ReturnType<typeof trouble>, { trouble: unknown }>;
    for (let time = 0; time < 5; time += 1) this.current?.admission.record(problem, null, 0);
  }

  letAnswer(): void {
    for (const answer of this.hanging.splice(0)) answer();
  }

  /** As BullMQ forgets requests that have ended a while ago. */
  forgetEnded(): void {
    this.queue.clear();
  }

  async ask(request: CommandRequest, waitMs: number): Promise<CommandOutcome | null> {
    let queued = this.queue.get(request.command);
    if (!queued) {
      let end!: Queued['end'];
      const ended = new Promise<CommandOutcome | null>((resolve) => (end = resolve));
      queued = { request, ended, end, by: null };
      this.queue.set(request.command, queued);
      this.deliver(queued);
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), waitMs)));
    return Promise.race([queued.ended, late]).finally(() => clearTimeout(timer));
  }

  async close(): Promise<void> {
    this.letAnswer();
    for (const member of this.members) this.giveUp(member);
    await Promise.all(this.members.map(({ consumer }) => consumer.stop().catch(() => undefined)));
    for (const { cutOff } of this.members) cutOff();
  }

  private giveUp(member: CrewMember): void {
    member.abandon();
    member.consumer.stop().catch(() => undefined);
  }

  private deliver(queued: Queued): void {
    const member = this.current;
    queued.by = member;
    member?.consumer.handle(queued.request).then(
      (outcome) => {
        if (outcome !== null) queued.end(outcome);
        else if (this.current !== member) this.deliver(queued);
      },
      () => (member.isDead ? undefined : queued.end(null)),
    );
  }

  private start(
    step: string,
    signal: AbortSignal,
  ): OperationResult<Started | PendingStart> | Promise<OperationResult<Started | PendingStart>> {
    const fate = this.fates.shift() ?? 'done';
    this.calls.set(step, [...(this.calls.get(step) ?? []), fate]);
    switch (fate) {
      case 'done':
        return done(run(this.runOf(step)));
      case 'taken':
        return done({ taken: { step } });
      case 'doubt':
        return trouble(true);
      case 'nothing':
        return trouble(false);
      case 'refused':
        return refused('conflict', 'busy');
      case 'hang':
        return new Promise((resolve) => {
          this.hanging.push(() => resolve(done(run(this.runOf(step)))));
          if (signal.aborted) resolve(trouble(true));
          else signal.addEventListener('abort', () => resolve(trouble(true)), { once: true });
        });
    }
  }

  private runOf(step: string): string {
    const known = this.runs.get(step) ?? String((this.number += 1));
    this.runs.set(step, known);
    return known;
  }
}
