import type { RedisOptions } from 'ioredis';
import { SentinelSubscription } from './sentinel-subscription.js';
import { isSameAddress, latestMaster, type SentinelState, type ServerAddress } from './sentinel-state.js';

const FIRST_REPLY_TIMEOUT_MS = 1_000;
/** After the first reply: another sentinel may know of a later fail-over. */
const OTHER_REPLIES_TIMEOUT_MS = 300;

/** Determines the master from all sentinels, for one connection to it, and watches for fail-overs. */
export class MasterMonitor {
  private readonly subscriptions = new Map<string, SentinelSubscription>();
  private readonly states = new Map<string, SentinelState>();
  private readonly unavailable = new Set<string>();
  private found: ServerAddress | null = null;
  private announced: ServerAddress | null = null;
  private decide: (() => void) | null = null;
  private masterChanged: (() => void) | null = null;
  private timer: NodeJS.Timeout | undefined;

  /** `options`: of connections to sentinels, but for where they are. */
  constructor(
    private readonly options: RedisOptions,
    private readonly masterName: string,
    private readonly sentinels: readonly ServerAddress[],
  ) {}

  /** Sentinels that are known to others. */
  get discovered(): ServerAddress[] {
    return [...this.states.values()].flatMap(({ others }) => others);
  }

  /** null: no sentinel replied, or `close` was called. To be called once. */
  async find(): Promise<ServerAddress | null> {
    await new Promise<void>((resolve) => {
      this.decide = resolve;
      this.timer = setTimeout(resolve, FIRST_REPLY_TIMEOUT_MS);
      for (const sentinel of this.sentinels) this.subscribe(sentinel);
    });
    clearTimeout(this.timer);
    this.decide = null;
    return (this.found = latestMaster([...this.states.values()]));
  }

  /** Calls back, at most once, when another server is the master than was found. */
  onMasterChange(moved: () => void): void {
    this.masterChanged = moved;
    this.detectChange();
  }

  close(): void {
    this.masterChanged = null;
    this.decide?.();
    for (const link of this.subscriptions.values()) link.close();
  }

  private subscribe(sentinel: ServerAddress): void {
    const name = `${sentinel.host}:${sentinel.port}`;
    if (this.subscriptions.has(name)) return;
    const link = new SentinelSubscription({ ...this.options, ...sentinel }, this.masterName, {
      onState: (view) => this.handleState(name, view),
      onFailover: (master) => {
        this.announced = master;
        this.detectChange();
      },
      onUnavailable: () => {
        this.unavailable.add(name);
        this.resolveWhenComplete();
      },
    });
    this.subscriptions.set(name, link);
  }

  private handleState(sentinel: string, view: SentinelState): void {
    this.states.set(sentinel, view);
    // Sentinels may know each other by other names.
    if (this.sentinels.length <= view.others.length) for (const other of view.others) this.subscribe(other);
    this.resolveWhenComplete();
    this.detectChange();
  }

  /** Stops waiting once each sentinel has replied or is unreachable. */
  private resolveWhenComplete(): void {
    if (this.decide === null) return;
    const isComplete = [...this.subscriptions.keys()].every(
      (name) => this.states.has(name) || this.unavailable.has(name),
    );
    if (isComplete) return this.decide();
    if (this.states.size !== 1) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.decide, OTHER_REPLIES_TIMEOUT_MS);
  }

  private detectChange(): void {
    const { found, masterChanged: moved } = this;
    const named = [this.announced, latestMaster([...this.states.values()])];
    if (found === null || moved === null || named.every((master) => master === null || isSameAddress(master, found)))
      return;
    this.masterChanged = null;
    moved();
  }
}
