import { readFileSync } from 'node:fs';
import type { Provider } from '#libs/providers';
import { OracleSbcProvider } from '../../libs/providers/src/oracle-sbc/oracle-sbc.provider.js';
import { commands } from './oracle-sbc.commands.js';
import type { ProviderHarness, Reply } from './provider-harness.js';

const PASSWORD = 'correct-horse-battery-staple';
const token = (nth: number) => `b3BlcmF0b3IsYWRtaW4sMjAyNi0xMS0yMQ${nth}c3RhcGxl${nth}`;

const xml = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${body}`,
});
const data = (inside: string) => xml(200, `<response><data>${inside}</data><messages/><links/></response>`);
const slot = (operation: string, status: string, beside = '') =>
  data(`<operationState><operation>${operation}</operation><status>${status}</status></operationState>${beside}`);
const error = (status: number, message: string) =>
  xml(status, `<response><data/><messages><errorMessage>${message}</errorMessage></messages><links/></response>`);
const fixture = (name: string): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: readFileSync(`test/fixtures/oracle-sbc/${name}.xml`),
});

export const harness: ProviderHarness = {
  provider: new OracleSbcProvider() as Provider,
  connection: (url) => ({
    name: 'sbc-lab',
    provider: 'oracle-sbc',
    url,
    tls: { ca: null, verify: true },
    auth: { user: 'operator', password: PASSWORD },
    timeZone: 'UTC',
    limits: { concurrency: 4, requestsPerSecond: null, timeoutMs: 1_000, maxResponseBytes: 1_000_000 },
    options: { version: 'v1.2' },
  }),
  secrets: [PASSWORD, `operator:${PASSWORD}`, token(1), token(2), token(3)],
  logOn: {
    matches: ({ method, target }) => method === 'POST' && target === '/rest/v1.2/auth/token',
    grant: (nth) => data(`<accessToken>${token(nth)}</accessToken>`),
    refuse: error(401, 'Client not authorized.'),
    carries: ({ headers }, nth) => headers['authorization'] === `Bearer ${token(nth)}`,
    expired: [error(401, 'Client not authorized.'), { status: 401 }],
  },
  account: {
    isTry: ({ target }) => target === '/rest/v1.2/auth/token',
    refuse: [
      error(401, 'Client not authorized.'),
      { status: 401 },
      { status: 401, headers: { 'content-type': 'text/html' } },
    ],
  },
  forbidden: [error(403, 'Client not authorized.'), { status: 403 }],
  keys: { run: 'activate-20261121T080000000Z', asked: 'last', pointer: 'last' },
  rawStatuses: [
    {
      row: 'success of an activation',
      script: fixture('activate-success'),
      expected: { state: 'succeeded', upstreamState: 'success', operation: 'activate', error: null },
    },
    {
      row: 'success of a save',
      script: fixture('save-success'),
      expected: { state: 'succeeded', upstreamState: 'success', operation: 'save', error: null },
    },
    {
      row: 'success with additional information',
      script: fixture('backup-success-additional-info'),
      expected: { state: 'succeeded', result: { detail: 'written to /code/bkups', file: 'nightly-17.gz' } },
    },
    {
      row: 'fail with a message in data',
      script: fixture('verify-fail'),
      expected: {
        state: 'failed',
        upstreamState: 'fail',
        error: { code: null, message: 'Configuration verification failed: 3 errors' },
      },
    },
    { row: 'failed', script: slot('save', 'failed'), expected: { state: 'failed', upstreamState: 'failed' } },
    { row: 'failure', script: slot('save', 'failure'), expected: { state: 'failed', upstreamState: 'failure' } },
    { row: 'error', script: slot('save', 'error'), expected: { state: 'failed', upstreamState: 'error' } },
    {
      row: 'a beginning of error',
      script: slot('save', 'errorInConfig'),
      expected: { state: 'failed', upstreamState: 'errorInConfig' },
    },
    {
      row: 'the undocumented word for progress',
      script: fixture('activate-in-progress'),
      expected: { state: 'running', upstreamState: 'inProgress', operation: 'activate' },
    },
    { row: 'the empty slot', script: fixture('empty-slot'), expected: { state: 'idle', target: null } },
  ],
  // The status for progress is undocumented, so every status that is no end means it.
  unknownWord: { script: slot('save', 'percolating'), expectedState: 'running' },
  // The slot always exists; 404 speaks of the version.
  notFound: [],
  throttled: [],
  wrongShape: [
    fixture('rebooting'),
    fixture('not-authorized'),
    xml(200, '<portal><data/></portal>'),
    xml(200, '<response/>'),
    data('<operationState><operation>save</operation></operationState>'),
    data('<operationState>success</operationState>'),
    xml(200, '<response><data><operationState><operation>save</operation>'),
    { status: 200, headers: { 'content-type': 'application/xml' }, body: '<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>' },
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"state":"success"}' },
    { status: 200, headers: { 'content-type': 'application/xml' }, body: '' },
  ],
  commands,
  hostileKeys: [
    '.',
    '..',
    '../last',
    'last/../../configuration',
    'last?x=y',
    'last#x',
    'last\r\nx: y',
    'save-20261121T080000000Z/../..',
    '%2e%2e%2flast',
    '__proto__',
    'säve-20261121T080000000Z',
  ],
};
