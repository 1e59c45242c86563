// npm run screenshots: runs the demo on a free port and takes the pictures of docs/screenshots. Takes two minutes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { provideChromium } from './chromium/chromium.program.mjs';
import { freePort } from './processes/ports.mjs';
import { ROOT } from './root.mjs';
import { PICTURES } from './screenshots/pictures.mjs';

const KEY = 'key-of-the-pictures';
const FOLDER = join(ROOT, 'docs/screenshots');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const MOST_BYTES = 200_000;
/** Until there is something to see of the counts over time. */
const LIVE_FIRST_MS = 75_000;

/** @returns the addresses of the gateway and of the simulator's control API, and how to end all of it */
async function startDemo() {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', JOBGATE_DEMO_KEY: KEY };
  const demo = spawn(process.execPath, [join(ROOT, 'scripts/demo.mjs')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    const ended = once(demo, 'exit');
    demo.kill('SIGINT');
    await ended;
  };
  let control = null;
  for await (const line of createInterface({ input: demo.stdout })) {
    control ??= /Simulator +(\S+)/.exec(line)?.[1] ?? null;
    if (line.startsWith('Ctrl-C')) return { url: `http://127.0.0.1:${port}`, control, stop };
  }
  throw new Error('The demo ended before it was ready.');
}

async function take(browser, { url, control }, { name, screen, colorScheme, show }) {
  const page = await browser.newPage({ viewport: screen, colorScheme, reducedMotion: 'reduce' });
  await page.addInitScript(`sessionStorage.setItem('jobgate.key', '${KEY}')`);
  const api = async (path) => (await fetch(url + path, { headers: { authorization: `Bearer ${KEY}` } })).json();
  const trouble = (upstream, method, body) =>
    fetch(`${control}/upstreams/${upstream}/trouble`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
  await show({ page, url, api, trouble, pause, liveFirst: LIVE_FIRST_MS });
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path });
  await page.close();
  const { size } = await stat(path);
  console.log(`${name}.png ${Math.round(size / 1000)} kB`);
  if (size > MOST_BYTES) throw new Error(`${name}.png is larger than ${MOST_BYTES} bytes.`);
}

const executablePath = await provideChromium();
const demo = await startDemo();
const browser = await chromium.launch({ executablePath, args: FLAGS });
try {
  await mkdir(FOLDER, { recursive: true });
  for (const picture of PICTURES) await take(browser, demo, picture);
} finally {
  await browser.close();
  await demo.stop();
}
process.exit();
