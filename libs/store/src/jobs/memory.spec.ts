import { job, NOW, openStore, seeing, track, type StoreScene } from '../../test/store.scene.js';

const JOBS = 5_000;
/** Half a kilobyte is the record; the rest, its history, its last answer, its places in the schedule and the indexes. */
const MOST_BYTES_PER_JOB = 2_048;

describe('the memory that Redis needs', () => {
  let scene: StoreScene;

  beforeAll(async () => {
    scene = await openStore();
  });
  afterAll(() => scene.close());

  const usedMemory = async () => Number(/used_memory:(\d+)/.exec(await scene.store.redis.info('memory'))?.[1]);

  it(`is less than ${MOST_BYTES_PER_JOB} bytes for each job in flight`, async () => {
    const before = await usedMemory();
    for (let first = 0; first < JOBS; first += 500) {
      await Promise.all(
        Array.from({ length: 500 }, async (_, offset) => {
          const key = `86e44546-107f-11e1-bde0-${String(first + offset).padStart(12, '0')}`;
          const stored = await track(scene.store, job({ key, name: 'Start LPAR', labels: { team: 'mainframe' } }));
          const progress = { percent: 40, done: 40, total: 100, unit: 'steps', estimatedEndAt: NOW + 60_000 };
          const said = { operation: 'start', progress, createdAt: NOW, startedAt: NOW };
          const raw = { status: 'running', 'job-status-code': 200, 'job-reason-code': 0 };
          const exchange = { method: 'GET', target: `/api/jobs/${key}`, status: 200, milliseconds: 12 };
          const lastResponse = { raw, truncated: false, exchange, at: NOW };
          await scene.store.jobs.commit({ base: stored, ...seeing(stored.record, said, NOW), lastResponse });
        }),
      );
    }
    const events = Number(await scene.store.redis.memory('USAGE', scene.store.keys.events('hmc-lab'), 'SAMPLES', 0));
    const bytes = (await usedMemory()) - before;
    const perJob = Math.round((bytes - events) / JOBS);
    process.stdout.write(`${perJob} bytes for each job in flight, ${Math.round(events / JOBS / 2)} for each event\n`);
    expect(perJob).toBeLessThan(MOST_BYTES_PER_JOB);
  }, 60_000);
});
