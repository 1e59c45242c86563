import type { Moment } from '#libs/jobs';

/** Message and end of one job belong together when they are at most so far apart. */
const BELONG_WITHIN_MS = 10_000;
const WEIGHT_OF_ONE = 0.1;
const MOST_REMEMBERED = 10_000;

/** Of the ends that were seen, how many the upstream told of. */
export class AnnouncedEnds {
  /** 0 to 1, recent ends count most. Whoever switches push on expects it to work. */
  share = 1;
  private readonly told = new Map<string, Moment>();
  private readonly untold = new Map<string, Moment>();

  /** Whether a message came lately about a job whose end was not seen since. */
  isTold(key: string): boolean {
    return this.told.has(key);
  }

  message(key: string, at: Moment): void {
    this.settle(at);
    if (this.untold.delete(key)) this.learn(1);
    else remember(this.told, key, at);
  }

  /** An end was seen that could have been told of. */
  end(key: string, at: Moment): void {
    this.settle(at);
    if (this.told.delete(key)) this.learn(1);
    else remember(this.untold, key, at);
  }

  /** Nothing can be heard for now: what is open stays open. */
  interrupted(): void {
    this.untold.clear();
  }

  private settle(at: Moment): void {
    for (const _key of outdated(this.untold, at)) this.learn(0);
    for (const _key of outdated(this.told, at)) continue;
  }

  private learn(outcome: 0 | 1): void {
    this.share += WEIGHT_OF_ONE * (outcome - this.share);
  }
}

function remember(memory: Map<string, Moment>, key: string, at: Moment): void {
  memory.delete(key);
  memory.set(key, at);
  if (memory.size <= MOST_REMEMBERED) return;
  const [oldest] = memory.keys();
  if (oldest !== undefined) memory.delete(oldest);
}

/** Takes out what is too old; entries stand in the order in which they came. */
function* outdated(memory: Map<string, Moment>, at: Moment): Generator<string> {
  for (const [key, since] of memory) {
    if (at - since <= BELONG_WITHIN_MS) return;
    memory.delete(key);
    yield key;
  }
}
