import type { Random } from '../random.js';
import type { SimulatedUpstreams } from '../simulated.upstreams.js';
import type { JobView, UpstreamControl } from '../upstream.control.js';
import { UPSTREAM_NAMES, type UpstreamName } from '../upstream.name.js';
import { DATAMEER_CONFIGURATIONS, demoScript, FIRST_DATAMEER_CONFIGURATION } from './demo.scripts.js';

const TICK_MS = 1_000;
const MIN_JOBS = 24;
const MAX_JOBS = 40;
const JOBS_PER_TICK_PROBABILITY = 0.25;
/** Ended jobs stay a while, so that their ends are seen. */
const FORGET_AFTER_MS = 90_000;
const UNKNOWN_STATUS_MS = 60_000;
const STUCK_MS = 300_000;
const SLOT_PROBABILITY = 1 / 15;
const THROTTLE_EVERY_TICKS = 90;
const THROTTLE_MS = 8_000;
const OUTAGE_EVERY_TICKS = 240;
const OUTAGE_MS = 15_000;

/** Keeps 20 to 40 jobs in every upstream (one slot in the SBC) and injects some faults, as long as it runs. */
export class Demo {
  private timer: NodeJS.Timeout | undefined;
  private ticks = 0;

  constructor(
    private readonly upstreams: SimulatedUpstreams,
    private readonly random: Random,
    private readonly now: () => number,
  ) {}

  start(): void {
    const configurationId = FIRST_DATAMEER_CONFIGURATION + DATAMEER_CONFIGURATIONS;
    this.upstreams.datameer.add({
      neverRun: true,
      configurationId,
      name: 'Never run',
      durationMs: 9_000,
      outcome: 'succeeded',
    });
    this.tick();
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** One second of the demonstration. */
  tick(): void {
    for (const name of UPSTREAM_NAMES) {
      const control = this.upstreams[name] as unknown as UpstreamControl;
      if (name === 'oracle-sbc') this.overwriteSlot(control);
      else this.renewPopulation(name, control);
    }
    this.injectFaults();
    this.ticks += 1;
  }

  private renewPopulation(name: UpstreamName, control: UpstreamControl): void {
    for (const job of control.jobs(MAX_JOBS * 2)) this.updateJob(job, control);
    while (control.jobCount() < MIN_JOBS) control.add(demoScript(name, this.random));
    if (control.jobCount() < MAX_JOBS && this.random.next() < JOBS_PER_TICK_PROBABILITY) {
      control.add(demoScript(name, this.random));
    }
  }

  private updateJob(job: JobView, control: UpstreamControl): void {
    const age = this.now() - job.createdAt;
    if (job.state === 'absent' || (job.endedAt !== null && this.now() >= job.endedAt + FORGET_AFTER_MS)) {
      control.forget(job.id);
    } else if (job.script.rawStatus !== undefined && age >= UNKNOWN_STATUS_MS) {
      control.change(job.id, { rawStatus: undefined });
    } else if (job.script.outcome === 'stuck' && age >= STUCK_MS) {
      control.change(job.id, { outcome: 'failed', endsInMs: 0 });
    }
  }

  private overwriteSlot(control: UpstreamControl): void {
    if (this.ticks === 0 || this.random.next() < SLOT_PROBABILITY) control.add(demoScript('oracle-sbc', this.random));
  }

  private injectFaults(): void {
    if (this.ticks % THROTTLE_EVERY_TICKS === THROTTLE_EVERY_TICKS - 1) {
      void this.upstreams['otc-ims'].injectFault({
        kind: 'throttle-retry-after',
        durationMs: THROTTLE_MS,
        retryAfter: 3,
      });
    }
    if (this.ticks % OUTAGE_EVERY_TICKS === OUTAGE_EVERY_TICKS - 1) {
      const name = this.random.pick(UPSTREAM_NAMES);
      void this.upstreams[name].injectFault({ kind: 'refuse-connections', durationMs: OUTAGE_MS });
    }
  }
}
