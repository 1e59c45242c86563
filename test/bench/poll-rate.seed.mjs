import { newRecord } from '#libs/jobs';

const AT_ONCE = 1_000;

/** The connections over which the jobs are spread, with a key for a number and the path under which it is asked for. */
const SPREAD = [
  {
    name: 'hmc-lab',
    provider: 'ibm-hmc',
    key: (index) => `86e44546-107f-11e1-bde0-${index.toString(16).padStart(12, '0')}`,
    path: (key) => `/api/jobs/${key}`,
  },
  {
    name: 'otc-prod',
    provider: 'otc-ims',
    key: (index) => index.toString(16).padStart(32, '7b10c2f4a8de4c1d90e35f6a1b2c0002'),
    path: (key) => `/v1/bench/jobs/${key}`,
  },
  {
    name: 'dm-prod',
    provider: 'datameer',
    key: (index) => String(index + 1),
    path: (key) => `/rest/job-execution/job-details/${key}`,
  },
  {
    name: 'analyzer',
    provider: 'hitachi-analyzer',
    key: (index) => `defaultDs.${index + 1}`,
    path: (key) => `/dbapi.do?action=getStatus&dataset=defaultDs&requestId=${key.split('.')[1]}`,
  },
];

/** The box has one slot, so it has one job, however many there are elsewhere. */
const SLOT = { connection: 'sbc-edge', provider: 'oracle-sbc', key: 'last', kind: 'pointer' };

/** `count` jobs over five connections. */
export function describeJobs(count) {
  const jobs = Array.from({ length: count - 1 }, (_, index) => {
    const { name, provider, key } = SPREAD[index % SPREAD.length];
    return { connection: name, provider, key: key(Math.floor(index / SPREAD.length)), kind: 'run' };
  });
  return [...jobs, SLOT];
}

/** The same jobs as a loop without a gateway would ask for them: by origin, the paths. */
export function targetsOf(jobs, urls) {
  return SPREAD.map(({ name, provider, path }) => ({
    origin: urls[provider],
    paths: jobs.filter(({ connection }) => connection === name).map(({ key }) => path(key)),
  }));
}

/** Tracks the jobs; their first polls are due one after the other within `spreadMs`, from `at` on. */
export async function trackJobs(store, jobs, at, spreadMs) {
  for (let start = 0; start < jobs.length; start += AT_ONCE) {
    const some = jobs.slice(start, start + AT_ONCE).map((job, index) => {
      const record = newRecord({ ...job, trackedAt: Date.now() });
      // Every connection has its jobs evenly within the time.
      record.observation.nextCheckAt = Math.round(at + (spreadMs * (start + index)) / jobs.length);
      return store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
    });
    await Promise.all(some);
  }
}
