// npm run samples: sends the calls of these pages to the demo, and writes the responses into the pages.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { DemoRun } from './samples/demo.run.mjs';
import { asJson, shortened } from './samples/samples.form.mjs';
import { withSample } from './samples/samples.page.mjs';
import { watched } from './samples/terminal.frames.mjs';

const SAMPLES = {
  'README.md': ['job'],
  'docs/first-calls.md': ['list', 'connections', 'summary', 'batch'],
  'docs/cli.md': ['watch'],
};
const JOB = ['id', 'kind', 'state', 'terminal', 'severity', 'upstream'].concat([
  'observation.status',
  'observation.observedAt',
  'observation.nextCheckAt',
  'observation.failures',
  'revision',
]);
const LISTED = ['id', 'state', 'severity', 'error'];
const CONNECTION = ['name', 'provider', 'health.status', 'health.latencyMs', 'health.lastTrouble', 'inFlight'].concat([
  'jobs.running',
  'jobs.succeeded',
  'jobs.failed',
  'jobs.lost',
]);

/** The text under each `<!-- sample: name -->`, by name, and the revision that a call names. */
async function samples(demo) {
  const job = await demo.untilJob('q=dm-prod~1&sort=trackedAt&state=terminal', ({ id }) => id === 'dm-prod~1');
  const attention = await demo.ask('/jobs?state=attention,failed&limit=1');
  const { connections } = await demo.ask('/connections');
  const summary = await demo.ask('/jobs/summary?groupBy=connection,state');
  const batch = await demo.ask('/jobs/batch', {
    ids: [job.id, 'sbc-edge~last'],
    ifRevision: { [job.id]: job.revision },
  });
  const texts = {
    job: asJson(shortened(job, JOB)),
    list: asJson({ ...attention, jobs: attention.jobs.map((one) => shortened(one, LISTED)) }),
    connections: asJson({ connections: connections.slice(0, 1).map((one) => shortened(one, CONNECTION)) }),
    summary: asJson({ ...summary, groups: summary.groups.slice(0, 2) }),
    batch: asJson({
      items: batch.items.map((item) => ({ ...item, ...(item.job && { job: shortened(item.job, ['id', 'state']) }) })),
    }),
    watch: await watched(demo),
  };
  return { texts, revision: job.revision };
}

const demo = await DemoRun.start();
try {
  const { texts, revision } = await samples(demo);
  for (const [path, names] of Object.entries(SAMPLES)) {
    let page = await readFile(join(ROOT, path), 'utf8');
    for (const name of names) page = withSample(page, name, await texts[name]);
    page = page.replace(/(?<="ifRevision": \{"dm-prod~1": )\d+/, String(revision));
    await writeFile(join(ROOT, path), page);
  }
} finally {
  await demo.stop();
}
