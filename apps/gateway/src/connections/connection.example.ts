import type { ConnectionDto } from './connection.dto.js';

export const CONNECTION_EXAMPLE: ConnectionDto = {
  name: 'dm-prod',
  provider: 'datameer',
  title: 'Datameer',
  capabilities: { cancel: true, delete: true, start: true, list: true, runs: true, push: false, pointers: true },
  keys: [
    { form: '<job execution id>', kind: 'run', example: '9', meaning: 'One execution, as the upstream numbers them.' },
  ],
  states: { RUNNING: 'running', COMPLETED: 'succeeded', COMPLETED_WITH_WARNINGS: 'succeeded', ERROR: 'failed' },
  health: {
    status: 'up',
    latencyMs: 38,
    lastCheckAt: '2026-11-21T08:04:14.120Z',
    lastSuccessAt: '2026-11-21T08:04:14.120Z',
    lastTrouble: null,
    circuit: { status: 'closed', probeAt: null, cause: null },
  },
  push: null,
  budget: { concurrency: 4, requestsPerSecond: 10, throttledUntil: null },
  inFlight: 1,
  schedule: { scheduled: 12, due: 0 },
  jobs: { unknown: 0, idle: 2, queued: 3, running: 7, canceling: 0, succeeded: 140, failed: 4, canceled: 1, lost: 0 },
  detectionLag: 1.4,
};
