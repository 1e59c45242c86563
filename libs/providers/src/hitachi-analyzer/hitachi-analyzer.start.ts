import { z } from 'zod';
import type { StartForm } from '../descriptor.js';

export interface RequestStep {
  action: 'query';
  body: Record<string, unknown>;
  /** Seconds for which the upstream may delay its response to include the result. */
  waitTime: number;
}

const MAX_WAIT_SECONDS = 60;
const MAX_QUERY_LENGTH = 100_000;

const moment = z.string().regex(/^\d{8}_\d{6}$/, 'must be yyyyMMdd_HHmmss');

/** "Running the MQL query": what is documented is checked, what else there may be is passed on. */
const queryBody = z.looseObject({
  query: z.string().min(1).max(MAX_QUERY_LENGTH),
  startTime: moment,
  endTime: moment,
  maxResults: z.int().positive().optional(),
  splitResponse: z.boolean().optional(),
  useRealTime: z.boolean().optional(),
  utcOffset: z
    .string()
    .regex(/^UTC[+-]\d{2}:\d{2}$/, 'must have the form UTC+09:00')
    .optional(),
});

const bodySchema = z.strictObject({
  action: z.literal('query'),
  body: queryBody,
  waitTime: z.int().min(0).max(MAX_WAIT_SECONDS).optional(),
});

export const hitachiAnalyzerStart: StartForm = {
  bodySchema,
  examples: {
    'run a query': {
      action: 'query',
      body: {
        query: 'raidLdev[@totalIOPS rx b .*]',
        startTime: '20261121_080000',
        endTime: '20261121_090000',
        utcOffset: 'UTC+01:00',
      },
    },
    'include the result if it is available within five seconds': {
      action: 'query',
      body: { query: 'vm[=name rx .*]', startTime: '20261121_080000', endTime: '20261121_090000' },
      waitTime: 5,
    },
  },
  steps(body): readonly [RequestStep] {
    const { action, body: query, waitTime = 0 } = bodySchema.parse(body);
    return [{ action, body: query, waitTime }];
  },
  objection: () => null,
};
