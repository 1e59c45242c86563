// npm run demo: everything on one machine, from nothing. Ctrl-C ends all of it.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyNotice, readyNotice } from './demo/demo.banner.mjs';
import { demoConfiguration, PASSWORD_VARIABLE, SIMULATOR_PASSWORD } from './demo/demo.configuration.mjs';
import { anyJob, gatewayListens, gatewayReady, runningJob, simulatorUrls } from './demo/demo.readiness.mjs';
import { DemoScreen } from './demo/demo.screen.mjs';
import { demoSettings } from './demo/demo.settings.mjs';
import { requirePort } from './processes/ports.mjs';
import { ProcessGroup } from './processes/process.group.mjs';
import { runScript } from './processes/script.mjs';
import { stopSignal } from './processes/stop-signal.mjs';
import { ROOT } from './root.mjs';
import { build } from './steps/build.step.mjs';
import { install } from './steps/install.step.mjs';
import { provideRedis } from './steps/redis.step.mjs';

const startedAt = Date.now();
const announce = (sentence) => console.log(`${sentence} …`);

async function run({ host, port, key }, folder, group, signal, onReady) {
  const main = (app) => join(ROOT, 'dist/apps', app, 'src/main.js');
  const environment = { ...process.env };
  delete environment[PASSWORD_VARIABLE];

  const redis = await provideRedis(group, folder, { signal, announce, warn: console.warn });
  announce('Starting the simulator, a worker and a gateway');
  try {
    const simulator = group.startNode('simulator', main('simulator'), ['--demo'], { env: environment });
    const { control, ...upstreams } = await Promise.race([simulatorUrls(simulator.lines, signal), group.failed]);

    const file = join(folder, 'jobgate.yaml');
    const facts = { redisUrl: redis.url, prefix: redis.prefix, host, port, key, upstreams };
    await writeFile(file, demoConfiguration(facts), { mode: 0o600 });

    const env = { ...environment, JOBGATE_CONFIG: file, REDIS_URL: redis.url, PORT: String(port), HOST: host };
    group.startNode('gateway', main('gateway'), [], { env });
    const url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
    await Promise.race([gatewayListens(url, signal), group.failed]);

    const tracker = join(ROOT, 'scripts/demo-tracker.mjs');
    group.startNode('tracker', tracker, [url, control], { env: { ...environment, JOBGATE_DEMO_KEY: key } });
    // A gateway is ready once there is a worker: whoever waits for that finds jobs.
    await Promise.race([anyJob(url, key, signal), group.failed]);
    group.startNode('worker', main('worker'), [], { env: { ...env, [PASSWORD_VARIABLE]: SIMULATOR_PASSWORD } });
    await Promise.race([gatewayReady(url, signal), group.failed]);
    const jobId = await Promise.race([runningJob(url, key, signal), group.failed]);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    console.log(readyNotice({ url, controlUrl: control, redisOrigin: redis.origin, key, jobId, seconds }));
    onReady();

    await Promise.race([new Promise((ended) => signal.addEventListener('abort', ended)), group.failed]);
  } finally {
    await group.stop();
    await redis.close();
  }
}

await runScript(async () => {
  const settings = demoSettings(process.env, () => `jgd_${randomBytes(18).toString('base64url')}`);
  const screen = new DemoScreen(settings.verbose);
  const group = new ProcessGroup((name, line) => screen.show(name, line));
  const signal = stopSignal(() => group.kill());
  signal.addEventListener('abort', () => screen.close());
  await requirePort(settings.port, settings.host);
  console.log(keyNotice(settings.key));
  const folder = await mkdtemp(join(tmpdir(), 'jobgate-demo-'));
  try {
    await install(ROOT, { signal, announce });
    await build(ROOT, { signal, announce });
    await run(settings, folder, group, signal, () => screen.open());
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  process.exit(0);
});
