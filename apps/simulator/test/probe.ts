import { request } from 'node:http';
import { startSimulator, type Simulator, type SimulatorOptions } from '../src/index.js';

/** An answer as it stood on the wire. */
export interface Probed {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json<Shape = Record<string, unknown>>(): Shape;
}

export interface ProbeOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** One call over a socket of its own, without a client library's good manners. */
export function probe(url: string, options: ProbeOptions = {}): Promise<Probed> {
  // Node gives a DELETE's body no length of its own accord.
  const length = options.body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(options.body)) };
  const headers = { ...length, ...options.headers };
  return new Promise((resolve, reject) => {
    const call = request(url, { method: options.method ?? 'GET', headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: <Shape>() => JSON.parse(text) as Shape,
        });
      });
    });
    call.on('error', reject);
    call.end(options.body);
  });
}

/** A clock that only moves when told. */
export class TestClock {
  private time = Date.UTC(2026, 10, 21, 8, 0, 0);
  readonly now = (): number => this.time;

  pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/** A simulator on a test clock, ended after each test. */
export function simulatorForEachTest(options: SimulatorOptions = {}): { simulator: Simulator; clock: TestClock } {
  const held = {} as { simulator: Simulator; clock: TestClock };
  beforeEach(async () => {
    held.clock = new TestClock();
    held.simulator = await startSimulator({ now: held.clock.now, ...options });
  });
  afterEach(() => held.simulator.close());
  return held;
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

export const JOBGATE = basic('jobgate', 'jobgate-secret');

/** Lets the event loop turn until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

export const LOG_ON_TO_HMC = { method: 'POST', body: '{"userid":"jobgate","password":"jobgate-secret"}' };
