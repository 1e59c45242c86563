import { z } from 'zod';
import type { ConnectionShape, ProviderDescriptor } from '../descriptor.js';
import { DATASET, formatRequestKey, isRequestAddress, parseRequestKey } from './hitachi-analyzer.key.js';
import { hitachiAnalyzerStart } from './hitachi-analyzer.start.js';
import { STATES } from './hitachi-analyzer.states.js';

export const optionsSchema = z.strictObject({
  /** The dataset of requests that Jobgate starts itself; a key names its own. */
  dataset: z.string().regex(DATASET, '2 to 32 letters, digits, underscores or hyphens').default('defaultDs'),
  path: z
    .string()
    .regex(/^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~-]+)+$/, 'an absolute path such as /clearsightadvanced/dbapi.do')
    .default('/dbapi.do'),
});

const basicAuth = z.strictObject({
  /** RFC 7617 ends the name at the first colon. */
  user: z.string().regex(/^[^:]+$/, 'a user name without a colon'),
  password: z.string().min(1),
});

const oauthAuth = z.strictObject({
  tokenUrl: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), 'a URL without credentials in it'),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});

export const authSchema = z.union([basicAuth, oauthAuth]);

/** The actions whose URL names one request. */
const ACTIONS_ON_A_REQUEST = ['getStatus', 'abortRequest'];

export const hitachiAnalyzerDescriptor: ProviderDescriptor = {
  name: 'hitachi-analyzer',
  title: 'Hitachi Ops Center Analyzer detail view',
  capabilities: { cancel: true, delete: false, start: true, list: false, runs: false, push: false, pointers: false },
  states: STATES,
  keyForms: [
    {
      form: '<dataset>.<requestId>',
      kind: 'run',
      example: 'defaultDs.316829382_14',
      meaning: 'One asynchronous request; the id is opaque and may contain dots.',
    },
  ],
  optionsSchema,
  authSchema,
  remembersEndedForMs: null,
  parseKey: (key) => (parseRequestKey(key) ? { kind: 'run', seenThrough: null } : null),
  keyFromUrl,
  start: hitachiAnalyzerStart,
};

function keyFromUrl(url: string, connection: ConnectionShape): string | null {
  const options = optionsSchema.safeParse(connection.options);
  if (!options.success || !URL.canParse(connection.url) || !URL.canParse(url, connection.url)) return null;
  const base = new URL(connection.url);
  const named = new URL(url, connection.url);
  const { path } = options.data;
  const isOfThisConnection = /^https?:$/.test(named.protocol) && named.host === base.host;
  const paths = [path, base.pathname.replace(/\/$/, '') + path];
  if (!isOfThisConnection || !paths.includes(named.pathname)) return null;
  if (!ACTIONS_ON_A_REQUEST.includes(only(named, 'action') ?? '')) return null;
  const address = { dataset: only(named, 'dataset') ?? '', requestId: only(named, 'requestId') ?? '' };
  return isRequestAddress(address) ? formatRequestKey(address) : null;
}

/** The value of a parameter that occurs exactly once. */
function only(url: URL, name: string): string | null {
  const values = url.searchParams.getAll(name);
  return values.length === 1 ? values[0]! : null;
}
