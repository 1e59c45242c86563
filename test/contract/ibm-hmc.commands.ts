import { json, page } from './scripted-reply.js';
import type { CommandCases, Reply } from './provider-harness.js';

const RUN = '0b1c2d3e-0000-11f1-9a01-00106f0d81cb';
const START = '/api/cpcs/f6f1a9b8-3c4d-11ec-9a01-00106f0d81cb/operations/start';

/** An error of the HMC, with the session id that it echoes. */
const failure = (status: number, reason: number) => (): Reply =>
  json(status, {
    'http-status': status,
    reason,
    message: 'as the HMC words it',
    'request-headers': { 'x-api-session': 'session-of-the-gateway-1' },
  });
const answers = (reply: Reply) => (): Reply => reply;

export const commands: CommandCases = {
  startBody: { method: 'POST', path: START },
  refusedBodies: [
    { method: 'GET', path: START },
    { method: 'DELETE', path: START },
    { method: 'POST', path: '/api/cpcs/1/operations/stop' },
    { method: 'POST', path: '/api/sessions' },
    { method: 'POST', path: '/api/cpcs/1/2/operations/start' },
    ...[
      '..',
      '.',
      '',
      'a/../b',
      '%2e%2e',
      'a%2fb',
      'a?b=c',
      'a#b',
      'a b',
      'a;b',
      'a\\b',
      'a\r\nX-Evil: 1',
      'ä',
      '{id}',
      '*',
    ].map((id) => ({ method: 'POST', path: `/api/cpcs/${id}/operations/start` })),
    { method: 'POST', path: `${START}/` },
    { method: 'POST', path: `/${START}` },
    { method: 'POST', path: `${START}?force=true` },
    { method: 'POST', path: `https://elsewhere.example${START}` },
    { method: 'POST', path: `//elsewhere.example${START}` },
    { method: 'POST', path: START.slice(1) },
    { method: 'POST', path: START, body: 'x' },
    { method: 'POST', path: START, body: [] },
    { method: 'POST', path: START, body: { deep: JSON.parse('['.repeat(60) + ']'.repeat(60)) as unknown } },
    { method: 'POST', path: START, headers: { 'x-api-session': 'mine' } },
  ],
  isCommand: ({ method, target }, call) => {
    if (call === 'delete') return method === 'DELETE' && target.startsWith('/api/jobs/');
    return method === 'POST' && target.endsWith('/operations/cancel') === (call === 'cancel');
  },
  rows: [
    {
      call: 'cancel',
      wire: '`POST /api/jobs/{id}/operations/cancel`, no body → 202',
      script: answers({ status: 202 }),
      outcome: '`acknowledged`',
    },
    { call: 'cancel', wire: '204', script: answers({ status: 204 }), outcome: '`acknowledged`' },
    { call: 'cancel', wire: '409 with reason 41', script: failure(409, 41), outcome: '`ended`' },
    { call: 'cancel', wire: '409 with reason 42', script: failure(409, 42), outcome: '`pending`' },
    { call: 'cancel', wire: '404 with reason 4', script: failure(404, 4), outcome: 'refused `unsupported`, `404.4`' },
    { call: 'cancel', wire: '404 with reason 1', script: failure(404, 1), outcome: 'refused `not-found`, `404.1`' },
    {
      call: 'cancel',
      wire: '404 without a reason',
      script: answers(json(404, {})),
      outcome: 'trouble `malformed`, `unexpected-not-found`',
    },
    { call: 'cancel', wire: '400 with reason 2', script: failure(400, 2), outcome: 'refused `invalid`, `400.2`' },
    { call: 'cancel', wire: '403 with reason 1', script: failure(403, 1), outcome: 'refused `forbidden`, `403.1`' },
    {
      call: 'cancel',
      wire: 'a page that says "Web Services are not enabled"',
      script: answers(page(500, 'Web Services are not enabled.')),
      outcome: 'trouble `unreachable`, `web-services-disabled`',
    },
    {
      call: 'delete',
      wire: '`DELETE /api/jobs/{id}` → 204',
      script: answers({ status: 204 }),
      outcome: 'deleted',
    },
    { call: 'delete', wire: '409 with reason 40', script: failure(409, 40), outcome: 'refused `conflict`, `409.40`' },
    { call: 'delete', wire: '404 with reason 1', script: failure(404, 1), outcome: 'refused `not-found`, `404.1`' },
    {
      call: 'start',
      wire: '`POST {path}` → 202 with a `job-uri`',
      script: answers(json(202, { 'job-uri': `/api/jobs/${RUN}` })),
      outcome: 'started',
      done: { key: RUN, kind: 'run', observation: null },
    },
    {
      call: 'start',
      wire: '202 with a `job-uri` and a `Location` of another resource',
      script: answers(json(202, { 'job-uri': `/api/jobs/${RUN}` }, { location: '/api/partition-links/7' })),
      outcome: 'started',
      done: { key: RUN, kind: 'run', observation: null },
    },
    {
      call: 'start',
      wire: '202 without a body',
      script: answers({ status: 202 }),
      outcome: 'refused `no-job`, `no-job-created`',
    },
    {
      call: 'start',
      wire: '200, 201 or 204 without a `job-uri`',
      script: answers(json(201, { 'object-uri': '/api/x/1' })),
      outcome: 'refused `no-job`, `no-job-created`',
    },
    {
      call: 'start',
      wire: 'a `job-uri` of another host',
      script: answers(json(202, { 'job-uri': 'https://elsewhere.example/api/jobs/1' })),
      outcome: 'trouble `malformed`, `unexpected-shape`, may have executed',
    },
    { call: 'start', wire: '409 with reason 1', script: failure(409, 1), outcome: 'refused `conflict`, `409.1`' },
    { call: 'start', wire: '409 with reason 2', script: failure(409, 2), outcome: 'refused `conflict`, `409.2`' },
    { call: 'start', wire: '400 with any reason', script: failure(400, 7), outcome: 'refused `invalid`, `400.7`' },
    { call: 'start', wire: '404 with reason 1', script: failure(404, 1), outcome: 'refused `not-found`, `404.1`' },
    {
      call: 'start',
      wire: 'a path outside `allowedOperations`: no call is made',
      script: answers({ status: 202 }),
      body: { method: 'POST', path: '/api/console/operations/shutdown' },
      outcome: 'refused `forbidden`, `not-allowed`',
    },
  ],
};
