import { json, page } from './scripted-reply.js';
import type { CommandCases, Reply } from './provider-harness.js';

const KEY = 'ff8080814dbd65d7014dbe0d84db0013';
const IMAGE = 'd164b5df-1bc3-4c3f-893e-3e471fd16e64';
const START = '/v2/cloudimages/action';

const answers = (reply: Reply) => (): Reply => reply;
const service = (status: number, code: string) => answers(json(status, { error: { message: 'in its words', code } }));
const gateway = (status: number, code: string) => answers(json(status, { error_msg: 'x', error_code: code }));

export const commands: CommandCases = {
  startBody: { method: 'POST', path: START, body: { name: 'nightly' } },
  refusedBodies: [
    { method: 'GET', path: START },
    { method: 'PUT', path: START },
    { method: 'POST', path: '/v2/cloudimages/quickimport/action' },
    { method: 'POST', path: '/v1/cloudimages/members' },
    { method: 'POST', path: `/v1/cloudimages/${IMAGE}/upload` },
    { method: 'POST', path: '/v1/cloudimages/../file' },
    { method: 'POST', path: '/v1/cloudimages/{project_id}/file' },
    { method: 'POST', path: '/v1/cloudimages/a%2fb/file' },
    { method: 'POST', path: '/v1/cloudimages//file' },
    { method: 'POST', path: `${START}?x=1` },
    { method: 'POST', path: `${START}/` },
    { method: 'POST', path: `https://elsewhere.example${START}` },
    { method: 'POST', path: START, body: null },
    { method: 'POST', path: START, token: 'mine' },
  ],
  isCommand: ({ target }) => target.includes('/cloudimages/'),
  rows: [
    {
      call: 'start',
      wire: '`POST {path}` → 200 with a `job_id`',
      script: answers(json(200, { job_id: KEY })),
      outcome: 'started',
      done: { key: KEY, kind: 'run', observation: null },
    },
    {
      call: 'start',
      wire: 'a `job_id` with a space before it',
      script: answers(json(200, { job_id: ` ${KEY}` })),
      outcome: 'started',
      done: { key: KEY, kind: 'run', observation: null },
    },
    {
      call: 'start',
      wire: '`PUT` or `DELETE`, where a pattern allows that method',
      script: () => (request) => (request.method === 'PUT' ? json(200, { job_id: KEY }) : { status: 405 }),
      body: { method: 'PUT', path: `/v1/cloudimages/${IMAGE}/upload`, body: { image_url: 'images:nightly.qcow2' } },
      outcome: 'started',
    },
    {
      call: 'start',
      wire: '2xx without a `job_id`',
      script: answers(json(200, {})),
      outcome: 'refused `no-job`, `no-job-created`',
    },
    {
      call: 'start',
      wire: 'an invalid `job_id`',
      script: answers(json(200, { job_id: '../x' })),
      outcome: 'trouble `malformed`, `unexpected-shape`, may have executed',
    },
    {
      call: 'start',
      wire: '400 with `IMG.0144`',
      script: service(400, 'IMG.0144'),
      outcome: 'refused `not-found`, `IMG.0144`',
    },
    {
      call: 'start',
      wire: '400 with `IMG.0148`',
      script: service(400, 'IMG.0148'),
      outcome: 'refused `conflict`, `IMG.0148`',
    },
    {
      call: 'start',
      wire: '400 with `IMG.0015`',
      script: service(400, 'IMG.0015'),
      outcome: 'refused `conflict`, `IMG.0015`',
    },
    {
      call: 'start',
      wire: '400 with `IMG.0067`',
      script: service(400, 'IMG.0067'),
      outcome: 'refused `forbidden`, `IMG.0067`',
    },
    {
      call: 'start',
      wire: '400 with any other code of the service',
      script: service(400, 'IMG.0024'),
      outcome: 'refused `invalid`, `IMG.0024`',
    },
    {
      call: 'start',
      wire: '400 with `IMG.0061`',
      script: service(400, 'IMG.0061'),
      outcome: 'trouble `unreachable`, `upstream-error`, may have executed',
    },
    {
      call: 'start',
      wire: '400 with `IMG.0060`; 429; `APIG.0308`',
      script: service(400, 'IMG.0060'),
      outcome: 'trouble `throttled`, `throttled`',
    },
    {
      call: 'start',
      wire: '403, `IMG.0026`',
      script: service(403, 'IMG.0026'),
      outcome: 'trouble `unauthorized`, `credentials-refused`',
    },
    {
      call: 'start',
      wire: '404 with `APIG.0101`',
      script: gateway(404, 'APIG.0101'),
      outcome: 'trouble `malformed`, `route-unknown`',
    },
    { call: 'start', wire: '404', script: answers({ status: 404 }), outcome: 'refused `not-found`, `not-found`' },
    { call: 'start', wire: '409', script: answers({ status: 409 }), outcome: 'refused `conflict`, `conflict`' },
    {
      call: 'start',
      wire: 'an HTML page with 4xx',
      script: answers(page(400)),
      outcome: 'trouble `unreachable`, `html-answer`',
    },
    {
      call: 'start',
      wire: 'an operation outside `allowedOperations`: no call is made',
      script: answers(json(200, { job_id: KEY })),
      body: { method: 'DELETE', path: '/v1/cloudimages/members' },
      outcome: 'refused `forbidden`, `not-allowed`',
    },
  ],
};
