import { z } from 'zod';
import type { StartForm } from '../descriptor.js';

/** One trigger. The number is a job configuration's, the ID that the Datameer page shows. */
export interface TriggerStep {
  configuration: number;
}

/** Each link waits for the one before. */
const MAX_CHAIN = 50;

const configuration = z.int().positive();

const bodySchema = z.union([
  z.strictObject({ configuration }),
  z.strictObject({ configurations: z.array(configuration).min(1).max(MAX_CHAIN) }),
]);

export const datameerStart: StartForm = {
  bodySchema,
  examples: {
    'one configuration': { configuration: 88 },
    'a sequence; each run starts after the previous one has succeeded': { configurations: [88, 91] },
  },
  steps(body): readonly [TriggerStep, ...TriggerStep[]] {
    const parsed = bodySchema.parse(body);
    const numbers = 'configuration' in parsed ? [parsed.configuration] : parsed.configurations;
    const [first, ...rest] = numbers.map((number): TriggerStep => ({ configuration: number }));
    return [first!, ...rest];
  },
  objection: () => null,
};
