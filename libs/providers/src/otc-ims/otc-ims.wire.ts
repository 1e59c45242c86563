import { ExactNumber } from '#libs/jobs';
import { z } from 'zod';

/** Text where the service writes a string, a number, null, "" or nothing; any other shape counts as not said. */
const text = z
  .union([z.string(), z.number(), z.boolean(), z.instanceof(ExactNumber)])
  .transform((value) => String(value))
  .nullish()
  .catch(undefined);

/** A part of a job. The same fields as the job itself, with nothing promised. */
export const subJobSchema = z.object({
  status: text,
  job_id: text,
  job_type: text,
  begin_time: z.unknown().optional(),
  end_time: z.unknown().optional(),
  error_code: text,
  fail_reason: text,
  entities: z.unknown().optional(),
});
export type WireSubJob = z.infer<typeof subJobSchema>;

/** `GET /v1/{project_id}/jobs/{job_id}`. Status and id are what makes an answer a job. */
export const jobSchema = subJobSchema.extend({ status: z.string(), job_id: z.string() });
export type WireJob = z.infer<typeof jobSchema>;

/** The answer of an operation that goes on as a job. One documented example has a space before the id. */
export const startedSchema = z.object({ job_id: z.string().trim() });

/** What is read of `entities`; which of it is there depends on the job type. */
export const entitiesSchema = z
  .object({
    process_percent: z.unknown().optional(),
    sub_jobs_result: z.array(z.unknown()).nullish().catch(undefined),
    results: z.array(z.unknown()).nullish().catch(undefined),
    error_code: text,
    error: text,
    addition_error_msg: text,
  })
  .catch({});
export type WireEntities = z.infer<typeof entitiesSchema>;

/** One image of a share, accept or unshare job. */
export const imageResultSchema = z.object({ status: z.string() });

/** The body beside the `X-Subject-Token` header; `project` is there in project scope only. */
export const tokenSchema = z.object({
  token: z.object({
    expires_at: z.string().nullish().catch(undefined),
    issued_at: z.string().nullish().catch(undefined),
    project: z
      .object({ id: z.string().regex(/^[\w-]+$/) })
      .nullish()
      .catch(undefined),
  }),
});

/**
 * The two nestings of an error: `{"error":{"code","message"}}` (the service, the identity service) and
 * `{"error_code","error_msg"}` (the API gateway). Codes are strings or numbers.
 */
export const errorSchema = z.object({ error: z.object({ code: text }).nullish().catch(undefined), error_code: text });
