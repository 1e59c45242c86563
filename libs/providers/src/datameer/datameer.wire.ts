import { z } from 'zod';
import { isRunKey } from './datameer.key.js';

/** The answer of one of the three resources, as JSON. Which one it came from decides how it is read. */
export type DatameerRaw =
  | { form: 'job-details'; body: unknown }
  | { form: 'job-status'; body: unknown }
  | { form: 'file-status'; body: unknown };

/** A number, or a string of digits; beyond 2^53 a number is no longer the one that was sent. */
const number = z
  .union([z.number().refine(Number.isSafeInteger), z.string()])
  .transform(String)
  .refine(isRunKey);

const rawStatus = z.string().min(1);

/** null, absent and "" all say that there is none. */
const absent = z.union([z.null(), z.undefined(), z.literal('')]);

/** v1 `job-details`. It carries no id of its own. */
export const jobDetailsWire = z.object({
  jobStatus: rawStatus,
  startTime: z.unknown().optional(),
  stopTime: z.unknown().optional(),
  counters: z.unknown().optional(),
  successCount: z.unknown().optional(),
  failureCount: z.unknown().optional(),
});
export type JobDetailsWire = z.output<typeof jobDetailsWire>;

/** v1 `job-status`: `id` is the latest execution's. */
export const jobStatusWire = z.object({ id: z.union([number, absent]).optional(), jobStatus: rawStatus });

/** v1 `job-status` of a configuration that was never triggered: with any other content it is another response. */
export const neverTriggeredWire = z.strictObject({ id: absent.optional(), jobStatus: absent.optional() });

/** v2 `status`. The envelope's own `status` speaks of the call, `job-status` of the job. */
export const fileStatusWire = z.object({
  status: z.string().regex(/^success$/i),
  'file-id': number.optional().catch(undefined),
  'job-execution-id': z.union([number, absent]).optional(),
  'job-status': rawStatus,
  'start-time': z.unknown().optional(),
  'stop-time': z.unknown().optional(),
  'estimate-time': z.unknown().optional(),
  'job-progress': z.unknown().optional(),
});
export type FileStatusWire = z.output<typeof fileStatusWire>;

/** v2: the call itself failed. */
export const failureWire = z.object({
  status: z.string().regex(/^failure$/i),
  reason: z.string().optional().catch(undefined),
});

/** v1: an object where data was expected. */
export const errorWire = z.object({
  error: z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown()), z.number(), z.literal(true)]),
  jobStatus: absent.optional(),
});

/** The answer of a trigger is documented nowhere; this is what v2 answers, for those that answer so. */
export const triggerWire = z.object({ 'job-execution-id': number });

/** The active jobs and the history of a configuration. Only the state of an active job is documented. */
export const listedRunsWire = z.array(
  z.object({ id: number.optional().catch(undefined), jobStatus: rawStatus.optional().catch(undefined) }),
);
export type ListedRunWire = z.output<typeof listedRunsWire>[number];
