import { readFileSync } from 'node:fs';
import { IbmHmcProvider } from '../../libs/providers/src/ibm-hmc/ibm-hmc.provider.js';
import { commands } from './ibm-hmc.commands.js';
import type { ProviderHarness, ReceivedRequest, Reply } from './provider-harness.js';

const PASSWORD = 'Pa$$w0rd-of-the-hmc-user';
const SESSION_PREFIX = 'session-of-the-gateway-';
const JOB_ID = '0b1c2d3e-0000-11f1-9a01-00106f0d81cb';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/ibm-hmc/${name}.json`, import.meta.url), 'utf8');
const answer = (status: number, body: string): Reply => ({
  status,
  headers: {
    server: 'zSeries management console API web server / 1.0',
    'cache-control': 'no-cache',
    'content-type': 'application/json;charset=UTF-8',
  },
  body,
});
const job = (name: string): Reply => answer(200, fixture(`job-${name}`));
const failure = (status: number, reason: number): Reply =>
  answer(
    status,
    JSON.stringify({ ...(JSON.parse(fixture('error')) as object), 'http-status': status, reason }, null, 1),
  );
const session = (nth: number): string => `${SESSION_PREFIX}${nth}`;
const isLogOn = ({ method, target }: ReceivedRequest): boolean => method === 'POST' && target === '/api/sessions';

export const harness: ProviderHarness = {
  provider: new IbmHmcProvider(),
  connection: (url) => ({
    name: 'hmc-lab',
    provider: 'ibm-hmc',
    url,
    tls: { ca: null, verify: true },
    auth: { userid: 'GWUSER', password: PASSWORD },
    timeZone: 'Europe/Berlin',
    limits: { concurrency: 4, requestsPerSecond: null, timeoutMs: 10_000, maxResponseBytes: 8_000_000 },
    options: {
      push: 'off',
      stompPort: 61_612,
      allowedOperations: ['/api/cpcs/*/operations/start', '/api/logical-partitions/{id}/operations/load'],
    },
  }),
  secrets: [PASSWORD, SESSION_PREFIX, 'credential-for-the-broker'],
  logOn: {
    matches: isLogOn,
    grant: (nth) =>
      answer(200, JSON.stringify({ ...(JSON.parse(fixture('log-on')) as object), 'api-session': session(nth) })),
    refuse: failure(403, 0),
    carries: ({ headers }, nth) => headers['x-api-session'] === session(nth),
    expired: [failure(403, 5), failure(403, 4)],
  },
  account: { isTry: isLogOn, refuse: [failure(403, 0), failure(403, 1), failure(401, 0)] },
  forbidden: [failure(403, 1), failure(403, 3), answer(403, '{}')],
  keys: { run: JOB_ID, asked: JOB_ID, pointer: null },
  rawStatuses: [
    { row: 'running', script: job('running'), expected: { state: 'running', upstreamState: 'running' } },
    {
      row: 'cancel-pending',
      script: job('cancel-pending'),
      expected: { state: 'canceling', upstreamState: 'cancel-pending' },
    },
    {
      row: 'complete, job-status-code 200 with reason 0',
      script: job('complete-200'),
      expected: { state: 'succeeded', upstreamState: 'complete', error: null },
    },
    {
      row: 'complete, job-status-code 204',
      script: job('complete-204'),
      expected: { state: 'succeeded', error: null },
    },
    {
      row: 'complete, job-status-code 201 with results',
      script: job('complete-201-results'),
      expected: { state: 'succeeded', result: { 'element-uri': '/api/partitions/7c1d/virtual-functions/1' } },
    },
    {
      row: 'complete, any other code, with a message',
      script: job('complete-500-message'),
      expected: {
        state: 'failed',
        error: { code: '500.263', message: 'activation profile not found' },
        result: { message: 'activation profile not found' },
      },
    },
    {
      row: 'complete, any other code, without results',
      script: job('complete-409'),
      expected: { state: 'failed', error: { code: '409.2', message: null } },
    },
    {
      row: 'complete, no job-status-code',
      script: job('complete-no-code'),
      expected: { state: 'failed', anomalies: [{ code: 'missing-status-code' }] },
    },
    {
      row: 'canceled, with a code of success',
      script: job('canceled-204'),
      expected: { state: 'canceled', error: null, result: { 'job-status-code': 204, 'job-reason-code': 0 } },
    },
    {
      row: 'canceled, with another code',
      script: job('canceled-500'),
      expected: { state: 'canceled', upstreamState: 'canceled', error: { code: '500.12', message: null } },
    },
  ],
  unknownWord: { script: answer(200, '{"status":"postponed"}'), expectedState: null },
  notFound: [{ row: '404.1', script: failure(404, 1) }],
  throttled: [],
  wrongShape: [
    answer(200, '[]'),
    answer(200, 'null'),
    answer(200, '"complete"'),
    answer(200, '{"status":null}'),
    answer(200, '{"status":["complete"],"job-status-code":200}'),
    answer(200, '{"status":"complete","job-status-code":{"value":200}}'),
    failure(200, 1),
  ],
  commands,
  hostileKeys: ['..', '../sessions', `${JOB_ID}/operations/cancel`, `${JOB_ID}?x=1`, '%2e%2e', "a'b", 'a;b=c', 'a:b@c'],
};
