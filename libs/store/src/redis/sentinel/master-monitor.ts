import type { RedisOptions } from 'ioredis';
import { SentinelSubscription } from './sentinel-subscription.js';
import { isSameAddress, latestMaster, type SentinelState, type ServerAddress } from './sentinel-state.js';

/** For so long the first answer is waited for. */
const ANSWERED_WITHIN_MS = 1_000;
/** For so long after the first answer the others are waited for: one of them may know of a later fail-over. */
const OTHERS_WITHIN_MS = 300;

/** Who the master is by all sentinels, for one connection to it: as it is made, and for as long as it lasts. */
export class MasterMonitor {
  private readonly links = new Map<string, SentinelSubscription>();
  private readonly views = new Map<string, SentinelState>();
  private readonly silent = new Set<string>();
  private found: ServerAddress | null = null;
  private announced: ServerAddress | null = null;
  private decide: (() => void) | null = null;
  private moved: (() => void) | null = null;
  private timer: NodeJS.Timeout | undefined;

  /** `options`: of connections to sentinels, but for where they are. */
  constructor(
    private readonly options: RedisOptions,
    private readonly masterName: string,
    private readonly sentinels: readonly ServerAddress[],
  ) {}

  /** Those that the sentinels which have answered know of. */
  get learned(): ServerAddress[] {
    return [...this.views.values()].flatMap(({ others }) => others);
  }

  /** Whom the sentinels name at present; null: none has answered, or `close` came first. Asked once. */
  async find(): Promise<ServerAddress | null> {
    await new Promise<void>((resolve) => {
      this.decide = resolve;
      this.timer = setTimeout(resolve, ANSWERED_WITHIN_MS);
      for (const sentinel of this.sentinels) this.follow(sentinel);
    });
    clearTimeout(this.timer);
    this.decide = null;
    return (this.found = latestMaster([...this.views.values()]));
  }

  /** Calls back, at most once, when another server is the master than was found. */
  whenMoved(moved: () => void): void {
    this.moved = moved;
    this.compare();
  }

  close(): void {
    this.moved = null;
    this.decide?.();
    for (const link of this.links.values()) link.close();
  }

  private follow(sentinel: ServerAddress): void {
    const name = `${sentinel.host}:${sentinel.port}`;
    if (this.links.has(name)) return;
    const link = new SentinelSubscription({ ...this.options, ...sentinel }, this.masterName, {
      said: (view) => this.hear(name, view),
      announced: (master) => {
        this.announced = master;
        this.compare();
      },
      silent: () => {
        this.silent.add(name);
        this.settle();
      },
    });
    this.links.set(name, link);
  }

  private hear(sentinel: string, view: SentinelState): void {
    this.views.set(sentinel, view);
    // Sentinels may know each other by other names.
    if (this.sentinels.length <= view.others.length) for (const other of view.others) this.follow(other);
    this.settle();
    this.compare();
  }

  /** Waits for no sentinel any longer once each has answered or is known to be away. */
  private settle(): void {
    if (this.decide === null) return;
    const isComplete = [...this.links.keys()].every((name) => this.views.has(name) || this.silent.has(name));
    if (isComplete) return this.decide();
    if (this.views.size !== 1) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.decide, OTHERS_WITHIN_MS);
  }

  private compare(): void {
    const { found, moved } = this;
    const named = [this.announced, latestMaster([...this.views.values()])];
    if (found === null || moved === null || named.every((master) => master === null || isSameAddress(master, found)))
      return;
    this.moved = null;
    moved();
  }
}
