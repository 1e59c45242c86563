import type { Observation } from '#libs/jobs';
import { readFileSync } from 'node:fs';
import { DatameerProvider } from '../../libs/providers/src/datameer/datameer.provider.js';
import { commands } from './datameer.commands.js';
import { logOnPage } from './scripted-reply.js';
import type { ProviderHarness, Reply } from './provider-harness.js';

const USER = 'jobgate-analyst';
const PASSWORD = 'Pa:ss w0rd-of-the-änalyst';
const BASIC = Buffer.from(`${USER}:${PASSWORD}`).toString('base64');
const OBSERVED_AT = Date.UTC(2026, 10, 21, 8, 0, 0);
const CONFIGURATION = 'config-88';
const FILE = 'file-1520';

const json = (body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
});
const fixture = (name: string, status = 200): Reply =>
  json(readFileSync(new URL(`../fixtures/datameer/${name}.json`, import.meta.url), 'utf8'), status);
const details = (jobStatus: string): Reply => json(JSON.stringify({ counters: {}, jobStatus }, null, 2));
const status = (jobStatus: string): Reply => json(JSON.stringify({ id: 4711, jobStatus }, null, 2));

/** A pointer's observation together with what it says of the run that it points to. */
const pointing = (
  key: string,
  expected: Partial<Observation>,
  run: Partial<Observation> = {},
): Partial<Observation> => ({
  ...expected,
  target: { key, partial: true, observation: { ...expected, ...run } as Observation },
});

export const harness: ProviderHarness = {
  provider: new DatameerProvider(),
  connection: (url) => ({
    name: 'dm-prod',
    provider: 'datameer',
    url,
    tls: { ca: null, verify: true },
    auth: { user: USER, password: PASSWORD },
    timeZone: 'Europe/Berlin',
    limits: { concurrency: 4, requestsPerSecond: null, timeoutMs: 10_000, maxResponseBytes: 8_000_000 },
    options: { api: 'v2' },
  }),
  secrets: [PASSWORD, BASIC],
  logOn: null,
  account: {
    isTry: () => true,
    refuse: [
      { status: 401, headers: { 'www-authenticate': 'Basic realm="Datameer"' }, body: '' },
      { status: 302, headers: { location: '/login' }, body: '' },
      logOnPage(200),
      logOnPage(403),
    ],
  },
  forbidden: [{ status: 403, body: '' }, fixture('error.license')],
  keys: { run: '4711', asked: '4711', pointer: CONFIGURATION },
  rawStatuses: [
    {
      row: 'v1 details: RUNNING',
      script: fixture('job-details.running'),
      expected: { state: 'running', upstreamState: 'RUNNING', startedAt: Date.UTC(2026, 10, 21, 7, 0, 0) },
    },
    { row: 'v1 details: QUEUED', script: details('QUEUED'), expected: { state: 'queued' } },
    {
      row: 'v1 details: WAITING_FOR_OTHER_JOB',
      script: details('WAITING_FOR_OTHER_JOB'),
      expected: { state: 'queued', upstreamState: 'WAITING_FOR_OTHER_JOB' },
    },
    {
      row: 'v1 details: COMPLETED, with counters',
      script: fixture('job-details.export'),
      expected: {
        state: 'succeeded',
        warnings: [],
        result: { counters: { EXPORT_RECORDS: 5120, EXPORT_BYTES: 734003 }, successCount: 5120, failureCount: 0 },
        endedAt: Date.UTC(2026, 10, 21, 7, 4, 12, 250),
      },
    },
    {
      row: 'v1 details: COMPLETED_WITH_Warnings, with dropped records',
      script: fixture('job-details.import'),
      expected: {
        state: 'succeeded',
        severity: 'warning',
        upstreamState: 'COMPLETED_WITH_Warnings',
        warnings: [{ code: 'records-dropped', message: '3 of 120 records dropped' }],
      },
    },
    {
      row: 'v1 details: ERROR, without times and counters',
      script: fixture('job-details.failed'),
      expected: { state: 'failed', result: { counters: {}, successCount: 0, failureCount: 0 } },
    },
    { row: 'v1 details: CANCELED', script: details('CANCELED'), expected: { state: 'canceled' } },
    { row: 'v1 details: CANCELLED', script: details('CANCELLED'), expected: { state: 'canceled' } },
    {
      row: 'v1 status: {}',
      asked: CONFIGURATION,
      script: fixture('job-status.never-triggered'),
      expected: { state: 'idle', upstreamState: null, target: null },
    },
    {
      row: 'v1 status: QUEUED',
      asked: CONFIGURATION,
      script: fixture('job-status.queued'),
      expected: pointing('4711', { state: 'queued', upstreamState: 'QUEUED' }),
    },
    ...(
      [
        ['WAITING_FOR_OTHER_JOB', 'queued'],
        ['RUNNING', 'running'],
        ['COMPLETED', 'succeeded'],
        ['ERROR', 'failed'],
        ['CANCELED', 'canceled'],
      ] as const
    ).map(([word, state]) => ({
      row: `v1 status: ${word}`,
      asked: CONFIGURATION,
      script: status(word),
      expected: pointing('4711', { state, upstreamState: word }),
    })),
    {
      row: 'v1 status: COMPLETED_WITH_Warnings',
      asked: CONFIGURATION,
      script: fixture('job-status.completed-with-warnings'),
      expected: pointing('4711', { state: 'succeeded', severity: 'warning' }),
    },
    {
      row: 'v2 status: _NONE',
      asked: FILE,
      script: fixture('file-status.none'),
      expected: { state: 'idle', upstreamState: '_NONE', target: null },
    },
    {
      row: 'v2 status: QUEUED',
      asked: FILE,
      script: fixture('file-status.queued'),
      expected: pointing('4712', { state: 'queued' }, { startedAt: null }),
    },
    {
      row: 'v2 status: RUNNING, with progress and estimate',
      asked: FILE,
      script: fixture('file-status.running'),
      expected: pointing('4712', {
        state: 'running',
        progress: { percent: 40, done: null, total: null, unit: null, estimatedEndAt: OBSERVED_AT + 11_000 },
      }),
    },
    {
      row: 'v2 status: COMPLETED, after midnight and noon',
      asked: 'path-/Data/ImportJobs/orders.imp',
      script: fixture('file-status.completed'),
      expected: pointing(
        '4712',
        { state: 'succeeded' },
        { startedAt: Date.UTC(2026, 10, 1, 23, 4, 5), endedAt: Date.UTC(2026, 10, 2, 11, 4, 9) },
      ),
    },
    {
      row: 'v2 status: COMPLETED_WITH_WARNINGS',
      asked: 'uuid-3f2b8a52-6c1e-4a3e-9a51-0c5f6f4f7e10',
      script: fixture('file-status.completed-with-warnings'),
      expected: pointing('4712', { state: 'succeeded', severity: 'warning' }),
    },
    {
      row: 'v2 status: ERROR',
      asked: FILE,
      script: fixture('file-status.error'),
      expected: pointing('4712', { state: 'failed' }),
    },
    {
      row: 'v2 status: CANCELED before the start',
      asked: FILE,
      script: fixture('file-status.canceled-before-start'),
      expected: pointing('4712', { state: 'canceled' }, { startedAt: null, endedAt: Date.UTC(2026, 10, 1, 23, 4, 6) }),
    },
    {
      row: 'v2 status: CANCELED after the start',
      asked: FILE,
      script: fixture('file-status.canceled'),
      expected: pointing('4712', { state: 'canceled' }, { startedAt: Date.UTC(2026, 10, 1, 23, 4, 5) }),
    },
  ],
  unknownWord: { script: details('ABORTING'), expectedState: null },
  notFound: [
    { row: 'status 404', script: { status: 404, body: '' } },
    { row: 'v2 failure with status 200', script: fixture('file-status.failure') },
    { row: 'v2 failure with status 404', script: fixture('file-status.failure', 404) },
  ],
  throttled: [],
  wrongShape: [
    json('[]'),
    json('{}'),
    json('{"hello":"world"}'),
    json('{"jobStatus":7}'),
    json('[{"id":4711,"jobStatus":"COMPLETED"}]'),
    json('{"error":"out of order"}'),
  ],
  commands,
  hostileKeys: [
    'config-88/../../job-execution/job-details/1',
    'file-52/status?x=',
    'path-..',
    'path-../../rest/job-execution/job-details/4711',
    'path-/Data/../../etc/passwd',
    'path-/Data/%2e%2e/x',
    'path-/Data/a?b=c#d',
    'path-/Data/a b\u00e4\u{1f600}',
    'path-//elsewhere.example/x',
    'path-/Data/x\r\nX-Evil: 1',
    'path-4711',
  ],
};
