import { GatewayUnreachable, type Jobgate } from '#libs/client';
import { jest } from '@jest/globals';
import { JobsFeed } from './jobs.feed.js';

/** A gateway that lists without an end, and from some moment on is away. */
class Gateway {
  isAway = false;
  listed = 0;
  streams = 0;
  private cut: (() => void) | null = null;

  readonly place = async () => 'here';

  readonly list = async () => {
    if (this.isAway) throw new GatewayUnreachable('http://gateway', null);
    this.listed += 1;
    return { jobs: [], nextCursor: 'more' };
  };

  async *changes(): AsyncGenerator<undefined> {
    this.streams += 1;
    yield new Promise<undefined>((_resolve, reject) => {
      this.cut = () => reject(new GatewayUnreachable('http://gateway', null));
    });
  }

  leave(): void {
    this.isAway = true;
    this.cut?.();
  }
}

describe('a feed of jobs', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    Object.assign(globalThis, { document: { hidden: false, addEventListener() {}, removeEventListener() {} } });
  });
  afterEach(() => {
    jest.useRealTimers();
    Reflect.deleteProperty(globalThis, 'document');
  });

  it('goes on with its pages and with its stream when a gateway that was away is back', async () => {
    const gateway = new Gateway();
    const feed = new JobsFeed(gateway as unknown as Jobgate, {}, '-changedAt', () => undefined);
    await feed.open();
    gateway.leave();
    feed.ensureLoaded(10);
    await jest.advanceTimersByTimeAsync(100);
    const [listed, streams] = [gateway.listed, gateway.streams];
    gateway.isAway = false;
    // Each page is a turn of its own: after a few of them it has been seen.
    jest.advanceTimersByTime(3_000);
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    feed.close();
    expect(gateway.streams).toBe(streams + 1);
    expect(gateway.listed).toBeGreaterThan(listed);
  });
});
