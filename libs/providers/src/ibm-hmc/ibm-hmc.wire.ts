import { z } from 'zod';

const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);

/** Longer texts are not a word of the status enumeration, whatever they are. */
const MAX_STATUS_LENGTH = 100;

/** `GET /api/jobs/{job-id}`. The code fields are present only after the end. */
export const jobStatusBody = z.object({
  status: z.string().max(MAX_STATUS_LENGTH),
  'job-status-code': wholeNumber.nullish(),
  'job-reason-code': wholeNumber.nullish(),
  'job-results': z.unknown().optional(),
});
export type JobStatusBody = z.infer<typeof jobStatusBody>;

/** What failed operations were seen to put into `job-results`; undocumented, so both names are read. */
export const failureResults = z.object({ message: z.unknown().optional(), error: z.unknown().optional() });

/** The answer of an operation that goes on as a job. */
export const startBody = z.object({ 'job-uri': z.string().max(2_000) });

/** The body of every error answer: `reason` refines the HTTP status. */
export const errorBody = z.object({ reason: wholeNumber });

const headerValue = z.string().regex(/^[\x21-\x7e]{1,4096}$/);

/** The answer of `POST /api/sessions`. The topic and the session's credential serve the notifications. */
export const logOnBody = z.object({
  'api-session': headerValue,
  'session-credential': z.string().nullish(),
  'job-notification-topic': z.string().nullish(),
});
