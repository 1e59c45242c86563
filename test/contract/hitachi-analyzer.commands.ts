import { readFileSync } from 'node:fs';
import { json, page } from './scripted-reply.js';
import type { CommandCases, Reply } from './provider-harness.js';

const ID = '316829382_21';
const KEY = `defaultDs.${ID}`;
const BODY = { query: 'raidLdev[@totalIOPS rx b .*]', startTime: '20261121_080000', endTime: '20261121_090000' };

const answers = (reply: Reply) => (): Reply => reply;
const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/hitachi-analyzer/${name}.json`, import.meta.url), 'utf8'));
const failure = (status: number, code: string, error: string) => answers(json(status, { code, error }));
const withId = (body: object) => {
  const { status, ...rest } = body as { status: object };
  return { ...rest, status: { ...status, requestId: ID } };
};

export const commands: CommandCases = {
  startBody: { action: 'query', body: BODY },
  refusedBodies: [
    { action: 'abortRequest', body: BODY },
    { action: 'query&dataset=other', body: BODY },
    { action: 'query' },
    { action: 'query', body: {} },
    { action: 'query', body: { ...BODY, query: '' } },
    { action: 'query', body: { ...BODY, startTime: '2026-11-21T08:00:00Z' } },
    { action: 'query', body: { ...BODY, maxResults: 0 } },
    { action: 'query', body: BODY, waitTime: -1 },
    { action: 'query', body: BODY, waitTime: 61 },
    { action: 'query', body: BODY, waitTime: '5' },
    { action: 'query', body: BODY, dataset: 'other' },
  ],
  isCommand: ({ target }, call) => target.includes(call === 'cancel' ? 'action=abortRequest' : 'action=query&'),
  rows: [
    {
      call: 'cancel',
      wire: '`GET …?action=abortRequest&dataset=…&requestId=…` → `aborted: true`',
      script: answers(json(200, { aborted: true, id: ID })),
      outcome: '`acknowledged`',
    },
    {
      call: 'cancel',
      wire: '`aborted: false`',
      script: answers(json(200, { aborted: false, id: ID })),
      outcome: '`ineffective`',
    },
    {
      call: 'cancel',
      wire: '"already aborted", code ending in `0018`',
      script: failure(400, 'B5040018', `Request for given requestId '${ID}' is already aborted`),
      outcome: '`ended`',
    },
    {
      call: 'cancel',
      wire: '"not present in cache", code ending in `0016`',
      script: failure(404, 'B5040016', `Response is not present in cache for the given requestId '${ID}'`),
      outcome: 'refused `not-found`, `B5040016`',
    },
    {
      call: 'cancel',
      wire: '"Mandatory parameter …", code ending in `0008`',
      script: failure(400, 'B5020008', 'Mandatory parameter {requestId} is not specified.'),
      outcome: 'refused `invalid`, `B5020008`',
    },
    {
      call: 'cancel',
      wire: '"internal error", code ending in `00E2`',
      script: failure(500, 'B50600E2', 'Application encountered an internal error.'),
      outcome: 'trouble `unreachable`, `internal-error`, may have executed',
    },
    {
      call: 'cancel',
      wire: '404 without a known text or code',
      script: answers({ status: 404 }),
      outcome: 'trouble `malformed`, `unexpected-shape`',
    },
    {
      call: 'cancel',
      wire: '200 without `aborted`',
      script: answers(json(200, {})),
      outcome: 'trouble `malformed`, `unexpected-shape`, may have executed',
    },
    {
      call: 'cancel',
      wire: 'a request that was answered immediately: no call is made',
      key: 'defaultDs.jobgate-1b4e28ba-2fa1-4d3b-883f-0016d3cca427',
      script: answers(json(200, { aborted: true })),
      outcome: '`ended`',
    },
    {
      call: 'start',
      wire: '`POST …?action=query&dataset=…` with `x-waitTime` → 202 with a `requestId`',
      script: answers(json(202, { requestId: ID })),
      outcome: 'started',
      done: { key: KEY, kind: 'run', observation: null },
    },
    {
      call: 'start',
      wire: '206 with the ID in `status`',
      script: answers(json(206, withId(fixture('running-nothing-yet') as object))),
      outcome: 'started',
      done: { key: KEY, kind: 'run', observation: null },
    },
    {
      call: 'start',
      wire: '200 with `id` or `requestID`, as a number or as text',
      script: answers(json(200, { requestID: 12344 })),
      outcome: 'started',
      done: { key: 'defaultDs.12344', kind: 'run', observation: null },
    },
    {
      call: 'start',
      wire: 'no ID, and an end in `status`: an ended run with its result',
      script: answers(json(200, fixture('succeeded'))),
      body: { action: 'query', body: BODY, waitTime: 5 },
      outcome: 'started',
    },
    {
      call: 'start',
      wire: '200, no ID and no `status`, but a `result`: the same',
      script: answers(json(200, { result: [{ signature: 'vm#a1' }] })),
      body: { action: 'query', body: BODY, waitTime: 5 },
      outcome: 'started',
    },
    {
      call: 'start',
      wire: 'no ID and no end',
      script: answers(json(206, fixture('running'))),
      outcome: 'refused `no-job`, `no-request-id`',
    },
    {
      call: 'start',
      wire: '400 with any code',
      script: failure(400, '72020007', 'Request body is not valid.'),
      outcome: 'refused `invalid`, `72020007`',
    },
    {
      call: 'start',
      wire: '400 with a code ending in `0008`',
      script: failure(400, '72020008', 'Mandatory parameter {dataset} not specified.'),
      outcome: 'refused `invalid`, `72020008`',
    },
    {
      call: 'start',
      wire: 'an HTML page with 200 (the login page, for overlong queries)',
      script: answers(page(200)),
      outcome: 'trouble `unreachable`, `html-answer`, may have executed',
    },
  ],
};
