import { isFrozen, isObservedSince } from '#libs/jobs';
import {
  SHARE_USED,
  type CommandOutcome,
  type CommandRequest,
  type ObserveOutcome,
  type ObserveRequest,
} from '#libs/requests';
import { inTrace, SpanKind } from '#libs/telemetry';
import { PollShares } from '../admission/poll-shares.js';
import type { CommandConsumer } from '../commands/command-consumer.js';
import type { ConnectionContext } from '../connection-context.js';
import type { JobPoller } from '../polling/poll.js';

/** More polls of one connection are refused: they would take the places of those of other connections. */
const MOST_POLLS = 512;
const TRY_AGAIN_MS = 1_000;
/** Nothing was learned: this process is about to end, or the poll that this one waited for came to nothing. */
const GIVEN_UP: ObserveOutcome = { result: 'trouble', kind: 'unreachable', code: 'aborted', retryAfterMs: null };

const shareUsed = (retryAfterMs: number) => ({ kind: 'throttled', code: SHARE_USED, retryAfterMs }) as const;

/** Answers requests for one connection. */
export class ConnectionRequests {
  private readonly shares: PollShares;
  private readonly underWay = new Map<string, Promise<ObserveOutcome>>();
  private polls = 0;
  private readonly inHand = new Set<Promise<unknown>>();

  /** `abandoning`: aborted, what is under way is given up. */
  constructor(
    private readonly context: ConnectionContext,
    private readonly poller: JobPoller,
    private readonly commands: CommandConsumer,
    private readonly abandoning: AbortSignal,
  ) {
    this.shares = new PollShares(context.settings.limits, context.shares ?? { polls: null });
  }

  /** One poll for all who ask for the same job; none when a poll since then has answered the request already. */
  poll(request: ObserveRequest): Promise<ObserveOutcome> {
    if (this.polls >= MOST_POLLS) return Promise.resolve({ result: 'trouble', ...shareUsed(TRY_AGAIN_MS) });
    this.polls += 1;
    const polling = inTrace(request.trace, 'observe', SpanKind.CONSUMER, this.attributes, () =>
      this.pollShared(request),
    );
    return this.counted(polling).finally(() => (this.polls -= 1));
  }

  /** null: this process is about to end, and the next one carries the command out. */
  command(request: CommandRequest): Promise<CommandOutcome | null> {
    const handle = () => this.carryOut(request);
    return this.counted(inTrace(request.trace, request.does, SpanKind.CONSUMER, this.attributes, handle));
  }

  /** Resolves when no request is in hand. */
  async idle(): Promise<void> {
    while (this.inHand.size > 0) await Promise.allSettled(this.inHand);
  }

  private counted<Outcome>(work: Promise<Outcome>): Promise<Outcome> {
    const counted = work.finally(() => this.inHand.delete(counted));
    this.inHand.add(counted);
    return counted;
  }

  private get attributes(): Record<string, string> {
    return { 'jobgate.connection': this.context.settings.name };
  }

  private async pollShared(request: ObserveRequest): Promise<ObserveOutcome> {
    const { key, asker: requester } = request;
    const isUnderWay = this.underWay.has(key);
    // A request that joins another poll uses no share, and must not be refused because that one was.
    const admitted = isUnderWay || requester === undefined ? null : await this.shares.enter(requester, this.abandoning);
    if (admitted !== null && 'retryAfterMs' in admitted)
      return { result: 'trouble', ...shareUsed(admitted.retryAfterMs) };
    let poll = this.underWay.get(key);
    if (!poll) {
      poll = this.pollNow(request).finally(() => this.underWay.delete(key));
      this.underWay.set(key, poll);
    }
    return poll.finally(() => admitted?.leave());
  }

  /** Read-only commands are polls, too: they use the share of their requester. */
  private async carryOut(request: CommandRequest): Promise<CommandOutcome | null> {
    if (request.asker === undefined) return this.commands.handle(request);
    const admitted = await this.shares.enter(request.asker, this.abandoning);
    if (admitted === null) return null;
    if ('leave' in admitted) return this.commands.handle(request).finally(admitted.leave);
    const message = 'The caller has used up their share of the calls to this upstream.';
    return { result: 'unavailable', message, ...shareUsed(admitted.retryAfterMs) };
  }

  private async pollNow({ key, askedAt }: ObserveRequest): Promise<ObserveOutcome> {
    const { store, settings, now } = this.context;
    const address = { connection: settings.name, key };
    const known = await store.jobs.read(address);
    if (known === null && (await store.jobs.isAbsenceCached(address))) return { result: 'not-found' };
    if (known !== null) {
      const { state, kind } = known.record;
      const isSettled = kind === 'run' && isFrozen(state);
      if (isSettled || isObservedSince(known.record, askedAt, now())) return { result: 'observed' };
    }
    const [polled] = this.poller.poll([{ key, known }], { source: 'demand', signal: this.abandoning });
    return (await polled!.outcome) ?? GIVEN_UP;
  }
}
