import type { JobOutcome, JobScript } from '../job.script.js';
import type { Random } from '../random.js';
import type { UpstreamName } from '../upstream.name.js';

const OUTCOMES: readonly (readonly [share: number, outcome: JobOutcome])[] = [
  [0.55, 'succeeded'],
  [0.12, 'warning'],
  [0.14, 'failed'],
  [0.1, 'canceled'],
  [0.05, 'vanish'],
  [0.04, 'stuck'],
];
/** Only an HMC shows that a cancel is under way, so more of its jobs are canceled. */
const HMC_CANCEL_PROBABILITY = 0.2;
const UNKNOWN_STATUS_PROBABILITY = 0.04;
const UNKNOWN_STATUSES = ['HIBERNATING', 'on-hold', 'PENDING_PAYMENT'];
export const DATAMEER_CONFIGURATIONS = 12;
export const FIRST_DATAMEER_CONFIGURATION = 101;

/** The next job of the demonstration at this upstream. */
export function demoScript(upstream: UpstreamName, random: Random): JobScript {
  const base: JobScript = {
    queuedMs: random.next() < 0.6 ? random.whole(2_000, 30_000) : 0,
    durationMs: random.whole(8_000, 180_000),
    outcome: outcomeOf(random),
    cancelMs: random.whole(10_000, 40_000),
    ...(random.next() < UNKNOWN_STATUS_PROBABILITY ? { rawStatus: random.pick(UNKNOWN_STATUSES) } : {}),
  };
  return { ...base, ...vendorFields(upstream, base, random) };
}

function outcomeOf(random: Random): JobOutcome {
  let left = random.next();
  for (const [share, outcome] of OUTCOMES) {
    left -= share;
    if (left < 0) return outcome;
  }
  return 'succeeded';
}

function vendorFields(upstream: UpstreamName, base: JobScript, random: Random): Partial<JobScript> {
  switch (upstream) {
    case 'ibm-hmc':
      return {
        ...(random.next() < HMC_CANCEL_PROBABILITY ? { outcome: 'canceled' } : {}),
        operation: random.pick([
          'cpc/start',
          'partition/stop',
          'logical-partition/load',
          'console/single-step-install',
        ]),
        error: random.pick([
          { code: '500.263', message: 'The activation profile was not found.' },
          { code: '409.2', message: 'The object is busy.' },
        ]),
        ...(base.outcome === 'succeeded' && random.next() < 0.3
          ? { result: { 'element-uri': '/api/partitions/p1' } }
          : {}),
      };
    case 'otc-ims':
      return imageJob(random);
    case 'datameer':
      return {
        configurationId: FIRST_DATAMEER_CONFIGURATION + random.whole(0, DATAMEER_CONFIGURATIONS - 1),
        waitsForOther: random.next() < 0.3,
        records: random.whole(100, 100_000),
        droppedRecords: base.outcome === 'warning' ? random.whole(1, 50) : 0,
      };
    case 'hitachi-analyzer':
      return { operation: 'query', resources: random.whole(3, 40), samples: random.whole(12, 60) };
    case 'oracle-sbc':
      return {
        operation: random.pick(['activate', 'save', 'verify', 'backup', 'restore']),
        queuedMs: 0,
        durationMs: random.whole(3_000, 20_000),
        error: { code: '', message: 'Configuration verification failed: 3 errors' },
      };
  }
}

function imageJob(random: Random): Partial<JobScript> {
  const operation = random.pick([
    'imsCreateImageByInstance',
    'imsImportImageJob',
    'imsImportOvaImageJob',
    'imsCopyImageInRegionJob',
  ]);
  const error = { code: 'IMG.0057', message: 'The image file is empty, not found, or in incorrect format.' };
  const disks = operation === 'imsImportOvaImageJob' ? random.whole(1, 3) : 0;
  return {
    operation,
    name: `image-${random.hex(4)}`,
    error,
    dates: random.next() < 0.2 ? 'legacy' : 'current',
    children: Array.from({ length: disks }, (_, index) => ({
      operation: 'imsImportImageJob',
      name: `disk-${index + 1}`,
      queuedMs: 1_000,
      durationMs: random.whole(5_000, 60_000),
      outcome: random.next() < 0.15 ? 'failed' : 'succeeded',
      error,
    })),
  };
}
