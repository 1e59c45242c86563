import type { ExplanationDto, HistoryDto } from './job-details.dto.js';
import { JOB_EXAMPLE } from './job.example.js';

export const HISTORY_EXAMPLE: HistoryDto = {
  id: JOB_EXAMPLE.id,
  transitions: [
    {
      from: 'unknown',
      to: 'running',
      reason: null,
      upstreamAt: '2026-11-21T08:00:00.000Z',
      notBefore: null,
      notAfter: '2026-11-21T08:00:01.900Z',
      source: 'poll',
      revision: 1_795_248_001_501,
    },
    {
      from: 'running',
      to: 'succeeded',
      reason: null,
      upstreamAt: '2026-11-21T08:04:12.000Z',
      notBefore: '2026-11-21T08:04:06.310Z',
      notAfter: '2026-11-21T08:04:14.120Z',
      source: 'poll',
      revision: JOB_EXAMPLE.revision,
    },
  ],
};

export const EXPLANATION_EXAMPLE: ExplanationDto = {
  id: JOB_EXAMPLE.id,
  state: 'succeeded',
  upstreamState: 'COMPLETED_WITH_WARNINGS',
  rule: 'jobStatus COMPLETED_WITH_WARNINGS',
  request: {
    method: 'GET',
    target: '/rest/job-execution/9',
    status: 200,
    milliseconds: 38,
    at: '2026-11-21T08:04:14.120Z',
  },
  observation: 'fresh',
  nextCheckAt: null,
  intervalMs: null,
  reason: 'The job has ended: nothing more is expected.',
  fresher: [],
};
