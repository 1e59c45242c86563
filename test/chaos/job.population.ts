import { newRecord, type JobState } from '#libs/jobs';
import type { Store } from '#libs/store';
import type { CallReport, JobOutcome, JobScript, JobView } from '../../apps/simulator/src/index.js';
import { CONNECTIONS, type ConnectionName, type Stage } from '../stage/index.js';
import { callHttp } from '../stage/http-call.js';
import type { SeededRandom } from './seeded.random.js';

/** The connections with room for many jobs; an SBC has one slot. */
export const POPULATED = ['hmc-lab', 'otc-prod', 'dm-prod', 'analyzer'] as const satisfies ConnectionName[];
export type PopulatedName = (typeof POPULATED)[number];

/** Ends that each upstream can tell apart. */
const OUTCOMES: Record<PopulatedName, readonly JobOutcome[]> = {
  'hmc-lab': ['succeeded', 'succeeded', 'failed', 'canceled'],
  'otc-prod': ['succeeded', 'succeeded', 'failed'],
  'dm-prod': ['succeeded', 'warning', 'failed', 'canceled'],
  analyzer: ['succeeded', 'succeeded', 'failed', 'canceled'],
};

/** Upstreams that say clearly that they know a job no longer. */
const FORGETFUL: readonly PopulatedName[] = ['hmc-lab', 'dm-prod', 'analyzer'];

const STATE_OF: Record<JobView['state'], JobState> = {
  absent: 'lost',
  queued: 'queued',
  running: 'running',
  canceling: 'canceling',
  succeeded: 'succeeded',
  warning: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
};

export interface Member {
  connection: PopulatedName;
  key: string;
}

/** What is true of a job, as the simulator knows it. */
export interface Truth extends Member {
  state: JobState;
  severity: 'ok' | 'warning' | 'error';
  /** From its beginning to its end, milliseconds. */
  lifeMs: number;
  calls: number;
}

export interface PopulationPlan {
  jobs: number;
  /** The shortest and the longest life, milliseconds. */
  lives: readonly [number, number];
  /** Of a hundred jobs, so many are forgotten by their upstream before their end. */
  vanishing?: number;
}

/** Many jobs on four upstreams, each with a life and an end of its own. */
export class JobPopulation {
  private constructor(
    readonly members: readonly Member[],
    private readonly stage: Stage,
  ) {}

  /** Has the upstreams begin the jobs. */
  static async gather(stage: Stage, random: SeededRandom, plan: PopulationPlan): Promise<JobPopulation> {
    const share = Math.ceil(plan.jobs / POPULATED.length);
    const members = await Promise.all(
      POPULATED.map(async (connection): Promise<Member[]> => {
        const scripts = Array.from({ length: share }, () => scriptOf(connection, random, plan));
        const keys = await stage.simulator.of(CONNECTIONS[connection]).addAll(scripts);
        return keys.map((key) => ({ connection, key }));
      }),
    );
    return new JobPopulation(members.flat(), stage);
  }

  /** Tracks them all, as a gateway does for `POST /jobs`. */
  async track(store: Store): Promise<void> {
    const AT_ONCE = 500;
    for (let first = 0; first < this.members.length; first += AT_ONCE) {
      await Promise.all(
        this.members.slice(first, first + AT_ONCE).map(async (member) => {
          const provider = CONNECTIONS[member.connection];
          const record = newRecord({ ...member, provider, kind: 'run', trackedAt: Date.now() });
          await store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
        }),
      );
    }
  }

  /** What has become of each in truth, by `connection~key`. */
  async truth(): Promise<Map<string, Truth>> {
    const all = await Promise.all(POPULATED.map((connection) => this.truthOf(connection)));
    return new Map(all.flat().map((truth) => [`${truth.connection}~${truth.key}`, truth]));
  }

  private async truthOf(connection: PopulatedName): Promise<Truth[]> {
    const control = `${this.stage.simulator.controlUrl}/upstreams/${CONNECTIONS[connection]}`;
    const [{ jobs }, { perJob = {} }] = await Promise.all([
      read<{ jobs: JobView[] }>(`${control}/jobs?limit=${this.members.length}`),
      read<CallReport>(`${control}/calls?perJob=all`),
    ]);
    return jobs.map((view) => ({
      connection,
      key: view.key,
      state: STATE_OF[view.state],
      severity: view.state === 'warning' ? 'warning' : ['failed', 'absent'].includes(view.state) ? 'error' : 'ok',
      lifeMs: view.script.durationMs + (view.script.queuedMs ?? 0),
      calls: perJob[view.id] ?? 0,
    }));
  }
}

function scriptOf(
  connection: PopulatedName,
  random: SeededRandom,
  { lives, vanishing = 0 }: PopulationPlan,
): JobScript {
  const isVanishing = FORGETFUL.includes(connection) && random.whole(1, 100) <= vanishing;
  const queuedMs = random.whole(0, 1_000);
  return {
    queuedMs,
    durationMs: random.whole(...lives) - queuedMs,
    outcome: isVanishing ? 'vanish' : random.pick(OUTCOMES[connection]),
    progress: random.whole(1, 4) === 1,
    ...(connection === 'analyzer' ? { resources: 2, samples: 2 } : {}),
  };
}

async function read<Content>(url: string): Promise<Content> {
  const answer = await callHttp(url);
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text) as Content;
}
