import { z } from 'zod';
import type { ConnectionShape, ParsedKey, ProviderDescriptor } from '../descriptor.js';
import { operationPattern } from '../operation-path.js';
import { METHODS, otcImsStart, ROOT } from './otc-ims.start.js';
import { STATES } from './otc-ims.states.js';

/** Job ids are seen as 32 hex digits; no source promises it, so the grammar only keeps a key inside its path segment. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;
/** The status query, and the progress query of the same job, which names no project. */
const JOB_PATH = /^\/v1\/(?:([^/]+)\/jobs|cloudimages\/job)\/([^/]+)\/?$/;

const text = z.string().min(1);

export const otcImsDescriptor: ProviderDescriptor = {
  name: 'otc-ims',
  title: 'Open Telekom Cloud Image Management Service',
  capabilities: { cancel: false, delete: false, start: true, list: false, runs: false, push: false, pointers: false },
  states: STATES,
  keyForms: [
    {
      form: '<job_id>',
      kind: 'run',
      example: 'ff8080814dbd65d7014dbe0d84db0013',
      meaning: "An asynchronous job of the image service, in the connection's project.",
    },
  ],
  optionsSchema: z.strictObject({
    projectId: z
      .string()
      .regex(/^[\w-]+$/)
      .optional(),
    allowedOperations: z.array(operationPattern(METHODS, ROOT)).default([]),
  }),
  authSchema: z.strictObject({
    iamUrl: z.url({ protocol: /^https?$/ }),
    user: text,
    password: text,
    domain: text,
    project: text,
  }),
  remembersEndedForMs: null,
  parseKey,
  keyFromUrl,
  start: otcImsStart,
};

function parseKey(key: string): ParsedKey | null {
  return KEY.test(key) ? { kind: 'run', seenThrough: null } : null;
}

function keyFromUrl(url: string, connection: ConnectionShape): string | null {
  if (!URL.canParse(url, connection.url)) return null;
  const base = new URL(connection.url);
  const named = new URL(url, base);
  if (!/^https?:$/.test(named.protocol) || named.host !== base.host) return null;
  const basePath = base.pathname.replace(/\/$/, '');
  const path = named.pathname.startsWith(`${basePath}/`) ? named.pathname.slice(basePath.length) : named.pathname;
  const [, projectId, key] = JOB_PATH.exec(path) ?? [];
  const { projectId: ownProject } = connection.options;
  // The same id in another project is another job, or none.
  if (projectId !== undefined && ownProject !== undefined && projectId !== ownProject) return null;
  return key !== undefined && parseKey(key) ? key : null;
}
