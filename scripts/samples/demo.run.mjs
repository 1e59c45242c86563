import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { freePort } from '../processes/ports.mjs';
import { ROOT } from '../root.mjs';

const KEY = 'key-of-the-samples';
const WITHIN_MS = 180_000;

/** The demo on a port of its own, as `npm run demo` starts it. */
export class DemoRun {
  constructor(child, url) {
    this.child = child;
    this.url = url;
  }

  static async start() {
    const port = await freePort();
    const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', JOBGATE_DEMO_KEY: KEY };
    const child = spawn(process.execPath, [join(ROOT, 'scripts/demo.mjs')], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('Jobgate is ready')) continue;
      child.stdout.resume();
      return new DemoRun(child, `http://127.0.0.1:${port}`);
    }
    throw new Error('The demo ended before it was ready.');
  }

  /** For the command line. */
  get environment() {
    return { ...process.env, JOBGATE_URL: this.url, JOBGATE_KEY: KEY, TERM: 'xterm' };
  }

  async ask(path, body) {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const options = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(this.url + path, options);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  async untilJob(query, isWanted) {
    return (await this.untilJobs(query, (jobs) => jobs.some(isWanted))).find(isWanted);
  }

  async untilJobs(query, isEnough) {
    for (const until = Date.now() + WITHIN_MS; Date.now() < until; await pause(250)) {
      const { jobs } = await this.ask(`/jobs?${query}`);
      if (isEnough(jobs)) return jobs;
    }
    throw new Error(`There came no such jobs: ${query}`);
  }

  async stop() {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGINT');
    await ended;
  }
}
