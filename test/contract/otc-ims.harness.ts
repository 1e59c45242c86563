import { readFileSync } from 'node:fs';
import { otcImsDescriptor } from '../../libs/providers/src/otc-ims/otc-ims.descriptor.js';
import { OtcImsProvider } from '../../libs/providers/src/otc-ims/otc-ims.provider.js';
import { commands } from './otc-ims.commands.js';
import type { ProviderHarness, ReceivedRequest, Reply } from './provider-harness.js';

const PASSWORD = 'p4ssw0rd-of-otc';
const PROJECT = '4f2b6c8d0e1a4b3c9d5e7f6a8b9c0d11';
const KEY = 'ff8080814dbd65d7014dbe0d84db0013';
const JSON_HEADERS = { 'content-type': 'application/json' };

const json = (status: number, body: unknown): Reply => ({ status, headers: JSON_HEADERS, body: JSON.stringify(body) });

const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../fixtures/otc-ims/${name}.json`, import.meta.url), 'utf8'));

const tokenOf = (nth: number): string => `MIIfixture-token-number-${nth}`;

/** The captured answer, given for whichever job is asked. */
const jobLike =
  (body: Record<string, unknown>) =>
  ({ target }: ReceivedRequest): Reply =>
    json(200, { ...body, job_id: decodeURIComponent(target.split('/').at(-1) ?? '') });

const service = (status: number, code: string): Reply =>
  json(status, { error: { message: 'as the image service words it', code } });
const gateway = (status: number, code: string): Reply =>
  json(status, { error_msg: 'as the gateway words it', error_code: code, request_id: '0a1b2c' });
const keystone = (status: number): Reply =>
  json(status, { error: { code: status, message: 'as the identity service words it', title: 'Unauthorized' } });

export const harness: ProviderHarness = {
  provider: new OtcImsProvider(),
  connection: (url) => ({
    name: 'otc',
    provider: otcImsDescriptor.name,
    url,
    tls: { ca: null, verify: true },
    auth: { iamUrl: `${url}/v3`, user: 'jobgate', password: PASSWORD, domain: 'OTC-EU-DE-0001', project: 'eu-de' },
    timeZone: 'UTC',
    limits: { concurrency: 4, requestsPerSecond: null, timeoutMs: 2_000, maxResponseBytes: 1_000_000 },
    options: {
      allowedOperations: [
        '/v2/cloudimages/action',
        'POST /v1/cloudimages/*/file',
        'PUT /v1/cloudimages/{image_id}/upload',
      ],
    },
  }),
  secrets: [PASSWORD, ...Array.from({ length: 20 }, (_, index) => tokenOf(index + 1))],
  logOn: {
    matches: ({ method, target }) => method === 'POST' && target === '/v3/auth/tokens',
    grant(nth) {
      const issuedAt = new Date();
      const expiresAt = new Date(issuedAt.getTime() + 24 * 3_600_000);
      const micro = (date: Date) => date.toISOString().replace('Z', '000Z');
      const { token } = fixture('token') as { token: Record<string, unknown> };
      const body = { token: { ...token, issued_at: micro(issuedAt), expires_at: micro(expiresAt) } };
      return {
        status: 201,
        headers: { ...JSON_HEADERS, 'X-Subject-Token': tokenOf(nth) },
        body: JSON.stringify(body),
      };
    },
    refuse: keystone(401),
    carries: ({ headers, target }, nth) =>
      headers['x-auth-token'] === tokenOf(nth) &&
      (target.startsWith(`/v1/${PROJECT}/`) || target.includes('/cloudimages/')),
    expired: [
      keystone(401),
      gateway(401, 'APIG.0301'),
      gateway(401, 'APIGW.0301'),
      gateway(401, 'APIG.0307'),
      { status: 401, body: 'The token must be updated' },
      service(400, 'IMG.0087'),
      service(400, 'IMG.0030'),
    ],
  },
  account: {
    isTry: ({ target }) => target === '/v3/auth/tokens',
    refuse: [keystone(401), keystone(400), keystone(403), { status: 401 }],
  },
  forbidden: [service(403, 'IMG.0026'), gateway(403, 'APIG.0302'), { status: 403 }],
  keys: { run: KEY, asked: KEY, pointer: null },
  rawStatuses: [
    { row: 'INIT is queued', script: jobLike(fixture('init')), expected: { state: 'queued', upstreamState: 'INIT' } },
    {
      row: 'RUNNING is running',
      script: jobLike(fixture('running')),
      expected: {
        state: 'running',
        upstreamState: 'RUNNING',
        progress: { percent: 35, done: null, total: null, unit: null, estimatedEndAt: null },
      },
    },
    {
      row: 'SUCCESS is succeeded',
      script: jobLike(fixture('success')),
      expected: { state: 'succeeded', upstreamState: 'SUCCESS', error: null },
    },
    {
      row: 'SUCCESS with legacy dates is succeeded',
      script: jobLike(fixture('success-legacy-dates')),
      expected: { state: 'succeeded', startedAt: Date.UTC(2015, 5, 4, 18, 11, 6, 586), endedAt: null },
    },
    {
      row: 'SUCCESS with a failed sub-job is succeeded with severity warning',
      script: jobLike(fixture('success-with-failed-sub-job')),
      expected: { state: 'succeeded', severity: 'warning' },
    },
    {
      row: 'FAIL is failed',
      script: jobLike(fixture('fail')),
      expected: {
        state: 'failed',
        upstreamState: 'FAIL',
        error: { code: 'IMG.0057', message: 'The image file is empty, not found, or in incorrect format.' },
      },
    },
    {
      row: 'words are compared without case',
      script: jobLike({ ...fixture('success'), status: 'success' }),
      expected: { state: 'succeeded', upstreamState: 'success' },
    },
  ],
  unknownWord: { script: jobLike({ ...fixture('running'), status: 'PENDING_PAYMENT' }), expectedState: null },
  notFound: [
    { row: '404', script: { status: 404 } },
    { row: '404 with an error body', script: service(404, 'IMG.0144') },
  ],
  throttled: [
    { row: '429', script: { status: 429 }, retryAfterMs: null },
    { row: '429 with Retry-After', script: { status: 429, headers: { 'retry-after': '4' } }, retryAfterMs: 4_000 },
    { row: 'APIG.0308', script: gateway(429, 'APIG.0308'), retryAfterMs: null },
    { row: '400 with IMG.0060', script: service(400, 'IMG.0060'), retryAfterMs: null },
  ],
  wrongShape: [
    json(200, null),
    json(200, []),
    json(200, 'SUCCESS'),
    json(200, {}),
    json(200, { status: 'SUCCESS' }),
    json(200, { async_job: fixture('success') }),
    json(200, { ...fixture('success'), job_id: 'another' }),
    json(200, { error: { message: 'x', code: 'IMG.0024' } }),
    jobLike({ ...fixture('success'), status: null }),
  ],
  commands,
  hostileKeys: [
    '..',
    '.',
    '../../v2/images',
    'a/b',
    'a?b=c',
    'a#b',
    'a%2f..%2fb',
    'a\r\nX-Evil: 1',
    '{project_id}',
    'a b',
  ],
};
