import { z } from 'zod';
import type { ProviderDescriptor } from '../descriptor.js';
import { keyFromUrl, readKey } from './datameer.key.js';
import { datameerStart } from './datameer.start.js';
import { DATAMEER_STATES } from './datameer.states.js';

const DAY_MS = 24 * 60 * 60 * 1000;

export const datameerDescriptor: ProviderDescriptor = {
  name: 'datameer',
  title: 'Datameer',
  capabilities: { cancel: true, delete: true, start: true, list: true, runs: true, push: false, pointers: true },
  states: DATAMEER_STATES,
  keyForms: [
    {
      form: '<job execution id>',
      kind: 'run',
      example: '9',
      meaning: 'One execution, as the upstream numbers them.',
    },
    {
      form: 'config-<job configuration id>',
      kind: 'pointer',
      example: 'config-88',
      meaning: 'The latest run of a job configuration (the ID that the Datameer page shows, not the File ID).',
    },
    {
      form: 'file-<file id>',
      kind: 'pointer',
      example: 'file-52',
      meaning: 'The latest run of a file, by its file id. Needs the REST v2 plug-in.',
    },
    {
      form: 'uuid-<uuid>',
      kind: 'pointer',
      example: 'uuid-3f2b8a52-6c1e-4a3e-9a51-0c5f6f4f7e10',
      meaning: 'The same, by the UUID of the file.',
    },
    {
      form: 'path-<path>',
      kind: 'pointer',
      example: 'path-/Data/ImportJobs/orders.imp',
      meaning: 'The same, by the path of the file; an id carries it base64url-encoded because of its slashes.',
    },
  ],
  optionsSchema: z.strictObject({
    /** `v1`: the REST v2 plug-in is missing, so files cannot be queried. */
    api: z.enum(['v1', 'v2']).default('v2'),
  }),
  authSchema: z.strictObject({
    // RFC 7617 §2: the first colon ends the user id.
    user: z.string().regex(/^[^:\p{Cc}]+$/u, 'must not be empty, nor contain a colon or control characters'),
    password: z.string().regex(/^\P{Cc}+$/u, 'must not be empty, nor contain control characters'),
  }),
  // The housekeeping service's default, `housekeeping.execution.max-age`.
  remembersEndedForMs: 28 * DAY_MS,
  parseKey(key) {
    const named = readKey(key);
    return named && { kind: named.form === 'job-details' ? 'run' : 'pointer', seenThrough: null };
  },
  keyFromUrl,
  start: datameerStart,
};
