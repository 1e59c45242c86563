// Tracks the jobs of the simulator in the gateway. Started by demo.mjs:
// node scripts/demo-tracker.mjs <gateway> <control>, with the key in JOBGATE_DEMO_KEY.
import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_CONNECTIONS } from './demo/demo.configuration.mjs';
import { pointersOf } from './demo/demo.pointers.mjs';

const EVERY_MS = 2000;
const [gateway, control] = process.argv.slice(2);
const authorization = `Bearer ${process.env.JOBGATE_DEMO_KEY}`;

/** Ids that are tracked already, so that each is asked for once. */
const tracked = new Set();

async function simulatedJobs(provider) {
  const response = await fetch(`${control}/upstreams/${provider}/jobs?limit=100000`);
  if (!response.ok) throw new Error(`The simulator answered ${response.status}.`);
  return (await response.json()).jobs;
}

/** The key of a Datameer configuration that nobody will ever start. */
async function neverRunConfiguration() {
  const response = await fetch(`${control}/upstreams/datameer/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Never run', neverRun: true, durationMs: 10_000, outcome: 'succeeded' }),
  });
  return (await response.json()).keys[0];
}

async function track(connection, key, labels) {
  const id = `${connection}~${key}`;
  if (tracked.has(id)) return;
  const response = await fetch(`${gateway}/jobs`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ connection, key, labels }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`Tracking ${id}: ${response.status} ${answer.slice(0, 300)}`);
  tracked.add(id);
}

async function trackConnection({ name, provider }) {
  const jobs = await simulatedJobs(provider);
  const pointers = pointersOf(provider, jobs).concat(provider === 'datameer' ? neverRun : []);
  for (const pointer of pointers) await track(name, pointer, { kind: 'pointer' });
  for (const { key, ended } of jobs) if (key && !ended) await track(name, key, { source: 'demo' });
}

const neverRun = await neverRunConfiguration();

for (let round = 0; ; round += 1) {
  for (const connection of DEMO_CONNECTIONS) {
    await trackConnection(connection).catch((error) => console.error(`${connection.name}: ${error.message}`));
  }
  if (round === 0) console.log(`${tracked.size} jobs tracked at first; new ones follow as they appear.`);
  await pause(EVERY_MS);
}
