import type { UpstreamConnection } from '#libs/upstream';
import { readFileSync } from 'node:fs';
import { HitachiAnalyzerProvider } from '../../libs/providers/src/hitachi-analyzer/hitachi-analyzer.provider.js';
import { commands } from './hitachi-analyzer.commands.js';
import type { ProviderHarness, Reply } from './provider-harness.js';

const TOKEN_PATH = '/auth/realms/vsp360/protocol/openid-connect/token';
const CLIENT_SECRET = 'contract-client-secret';
const tokenOf = (nth: number) => `issued-token-${nth}-kd83jf`;

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/hitachi-analyzer/${name}`, import.meta.url), 'utf8');

const json = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8' },
  body,
});

const resultOf = (name: string): unknown => (JSON.parse(fixture(name)) as { result: unknown }).result;

/** The form with a log-on, client credentials. */
function connection(url: string): UpstreamConnection {
  return {
    name: 'analyzer-lab',
    provider: 'hitachi-analyzer',
    url,
    tls: { ca: null, verify: true },
    auth: { tokenUrl: url + TOKEN_PATH, clientId: 'jobgate', clientSecret: CLIENT_SECRET },
    timeZone: 'UTC',
    limits: { concurrency: 8, requestsPerSecond: null, timeoutMs: 2_000, maxResponseBytes: 8_000_000 },
    options: { dataset: 'defaultDs', path: '/dbapi.do' },
  };
}

export const harness: ProviderHarness = {
  provider: new HitachiAnalyzerProvider(),
  connection,
  secrets: [CLIENT_SECRET, ...[1, 2, 3, 4, 5].map(tokenOf)],
  logOn: {
    matches: ({ method, target }) => method === 'POST' && target === TOKEN_PATH,
    grant: (nth) =>
      json(200, JSON.stringify({ access_token: tokenOf(nth), expires_in: 300, token_type: 'Bearer', scope: 'email' })),
    refuse: json(401, '{"error":"invalid_client","error_description":"Invalid client or Invalid client credentials"}'),
    carries: ({ headers }, nth) => headers['authorization'] === `Bearer ${tokenOf(nth)}`,
    expired: [
      json(401, fixture('authorization-needed.json')),
      { status: 401, headers: { 'content-type': 'text/html' }, body: fixture('login-page.html') },
    ],
  },
  account: {
    isTry: ({ target }) => target === TOKEN_PATH,
    refuse: [json(401, '{"error":"invalid_client"}'), json(400, '{"error":"invalid_client"}')],
  },
  forbidden: [json(401, fixture('license-not-valid.json')), json(500, fixture('license-not-valid.json'))],
  keys: { run: 'defaultDs.316829382_14', asked: 'defaultDs.316829382_14', pointer: null },
  rawStatuses: [
    {
      row: 'aborted: true',
      script: json(200, fixture('aborted.json')),
      expected: { state: 'canceled', upstreamState: 'aborted=true', result: resultOf('aborted.json') },
    },
    {
      row: 'aborted: true beside completed: true',
      script: json(200, fixture('aborted-completed.json')),
      expected: { state: 'canceled', upstreamState: 'aborted=true' },
    },
    {
      row: 'completed: true, hasErrors false',
      script: json(200, fixture('succeeded.json')),
      expected: {
        state: 'succeeded',
        upstreamState: 'completed=true hasErrors=false',
        upstreamId: '316829382_14',
        progress: { percent: 100, done: 40, total: 40, unit: null, estimatedEndAt: null },
        result: resultOf('succeeded.json'),
      },
    },
    {
      row: 'completed: true, hasErrors true, with the result kept',
      script: json(200, fixture('completed-with-errors.json')),
      expected: {
        state: 'failed',
        upstreamState: 'completed=true hasErrors=true',
        error: { code: 'hasErrors', message: null },
        result: resultOf('completed-with-errors.json'),
      },
    },
    {
      row: 'completed: false with 206, with the parts so far',
      script: json(206, fixture('running.json')),
      expected: {
        state: 'running',
        progress: { percent: 30, done: 12, total: 40, unit: null, estimatedEndAt: null },
        result: resultOf('running.json'),
      },
    },
    {
      row: 'completed: false with 200',
      script: json(200, fixture('running.json')),
      expected: { state: 'running', upstreamState: 'completed=false' },
    },
    {
      row: 'completed: false, nothing yet, total 0',
      script: json(206, fixture('running-nothing-yet.json')),
      expected: {
        state: 'running',
        progress: { percent: null, done: 0, total: 0, unit: null, estimatedEndAt: null },
      },
    },
    {
      row: '206 with completed: true (the body decides)',
      script: json(206, fixture('succeeded.json')),
      expected: { state: 'succeeded', anomalies: [{ code: 'completed-in-partial-answer', value: '206' }] },
    },
  ],
  unknownWord: {
    script: json(200, fixture('succeeded.json').replace('"hasErrors":"false"', '"hasErrors":"partly"')),
    expectedState: null,
  },
  notFound: [200, 400, 404, 500].flatMap((status) => [
    {
      row: `not present in the cache, code suffix 00E6, with ${status}`,
      script: json(status, fixture('not-in-the-cache.json')),
    },
    {
      row: `not present in cache, code suffix 0016, with ${status}`,
      script: json(status, fixture('not-in-cache.json')),
    },
  ]),
  throttled: [],
  wrongShape: [
    json(200, '{"requestId":"316829382_14"}'),
    json(206, '{"result":[]}'),
    json(200, '{"status":{"total":1,"processed":1}}'),
    json(200, '[{"status":{"completed":true}}]'),
    json(200, '{"code":"7206BEEF","error":"Unheard of."}'),
    json(404, '{"code":"7206BEEF","error":"Unheard of."}'),
  ],
  commands,
  hostileKeys: [
    'defaultDs.1&action=abortRequest',
    'defaultDs.1#fragment',
    'defaultDs.1?requestId=2',
    'defaultDs.%2e%2e%2f1',
    'defaultDs.../../app.do',
    'defaultDs.1 HTTP/1.1',
    'defaultDs.1\r\nx-injected: 1',
    'defaultDs.1;2+3',
    '../../app.do.1',
    'default&Ds.1',
    'defaultDs..',
    'defaultDs...',
  ],
};

const PASSWORD = 'contract-password';

/** HTTP Basic with each call. */
const withBasic: ProviderHarness = {
  ...harness,
  connection: (url) => ({ ...connection(url), auth: { user: 'operator', password: PASSWORD } }),
  secrets: [PASSWORD, Buffer.from(`operator:${PASSWORD}`).toString('base64')],
  logOn: null,
  account: {
    isTry: () => true,
    refuse: [
      json(401, fixture('authorization-needed.json')),
      json(500, fixture('authorization-needed.json')),
      { status: 401, body: '' },
      { status: 401, headers: { 'content-type': 'text/html' }, body: fixture('login-page.html') },
      { status: 200, headers: { 'content-type': 'text/html' }, body: fixture('login-page.html') },
      { status: 302, headers: { location: '/app/login.do' }, body: '' },
    ],
  },
};

export const variants = { 'with HTTP Basic': withBasic };
