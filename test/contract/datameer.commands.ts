import { json, page } from './scripted-reply.js';
import type { CommandCases, ReceivedRequest, Reply, Script } from './provider-harness.js';

const EMPTY: Reply = { status: 200, body: '' };
const RUNNING = json(200, { jobStatus: 'RUNNING' });
const ENDED = json(200, { jobStatus: 'COMPLETED' });
const LICENSE = json(200, { error: 'You must accept the license terms' });
const BEFORE = json(200, { id: 70, jobStatus: 'COMPLETED' });

const isDetails = ({ target }: ReceivedRequest) => target.includes('/job-details/');
const isList = ({ target }: ReceivedRequest) => target === '/rest/jobs/list-running';

/** The command gets one response, a poll of the run another, and the list of active jobs shows that Datameer is up. */
const commandReply =
  (reply: Reply, run: Reply = RUNNING): (() => Script) =>
  () =>
  (request) =>
    isDetails(request) ? run : isList(request) ? json(200, []) : reply;

/** The trigger gets one answer; `job-status` shows the last run before, and `after` from then on. */
const triggered =
  (reply: Reply, { before = BEFORE, after = BEFORE }: { before?: Reply; after?: Reply } = {}): (() => Script) =>
  () => {
    let latest = before;
    return ({ method, target }) => {
      if (target === '/rest/jobs/list-running') return json(200, []);
      if (method !== 'POST') return latest;
      latest = after;
      return reply;
    };
  };

export const commands: CommandCases = {
  startBody: { configuration: 88 },
  refusedBodies: [
    { configuration: '88' },
    { configuration: 0 },
    { configuration: 1.5 },
    { configuration: 2 ** 60 },
    { configurations: [] },
    { configurations: ['88'] },
    { configurations: Array.from({ length: 51 }, () => 88) },
    { configuration: 88, configurations: [91] },
  ],
  isCommand: ({ method, target }, call) => {
    switch (call) {
      case 'cancel':
        return method === 'POST' && target.includes('/job-kill/');
      case 'delete':
        return method === 'DELETE';
      case 'start':
        return method === 'POST';
      case 'list':
        return target === '/rest/jobs/list-running';
      case 'runs':
        return target.includes('/job-history/');
    }
  },
  rows: [
    {
      call: 'cancel',
      wire: '`POST /rest/job-execution/job-kill/{id}` → 2xx, no body',
      script: commandReply(EMPTY),
      outcome: '`acknowledged`',
    },
    { call: 'cancel', wire: '204', script: commandReply({ status: 204 }), outcome: '`acknowledged`' },
    { call: 'cancel', wire: '400, and the run has ended', script: commandReply(page(400), ENDED), outcome: '`ended`' },
    {
      call: 'cancel',
      wire: '400, and the run has not ended',
      script: commandReply(page(400)),
      outcome: 'refused `conflict`, `kill-refused`',
    },
    { call: 'cancel', wire: '404', script: commandReply(page(404)), outcome: 'refused `not-found`, `not-found`' },
    {
      call: 'cancel',
      wire: 'an HTML page with 404, and no data from the job list either',
      script: () => page(404),
      outcome: 'trouble `unreachable`, `html-answer`',
    },
    {
      call: 'cancel',
      wire: '`{"error": …}` about the license',
      script: commandReply(LICENSE),
      outcome: 'trouble `unauthorized`, `license-not-accepted`',
    },
    {
      call: 'cancel',
      wire: '`{"error": …}` about anything else',
      script: commandReply(json(200, { error: 'no' })),
      outcome: 'refused `conflict`, `kill-refused`',
    },
    {
      call: 'cancel',
      wire: 'a pointer: no call is made',
      key: 'config-88',
      script: commandReply(EMPTY),
      outcome: 'refused `unsupported`, `not-a-run`',
    },
    {
      call: 'delete',
      wire: '`DELETE /rest/data/{id}` → 2xx, no body',
      script: commandReply(EMPTY, ENDED),
      outcome: 'deleted',
    },
    {
      call: 'delete',
      wire: '400, and the run has not ended',
      script: commandReply(page(400)),
      outcome: 'refused `conflict`, `not-ended`',
    },
    {
      call: 'delete',
      wire: '400, and the run has ended',
      script: commandReply(page(400), ENDED),
      outcome: 'refused `conflict`, `delete-refused`',
    },
    {
      call: 'delete',
      wire: '404',
      script: commandReply({ status: 404 }, ENDED),
      outcome: 'refused `not-found`, `not-found`',
    },
    {
      call: 'start',
      wire: '`POST /rest/job-execution?configuration={id}` → 2xx with a new `job-execution-id`',
      script: triggered(json(200, { status: 'success', 'job-execution-id': 71 })),
      outcome: 'started',
      done: { key: '71', kind: 'run', observation: null },
    },
    {
      call: 'start',
      wire: '2xx with any other body, or none; then `job-status` has another `id` than before',
      script: triggered(EMPTY, { after: json(200, { id: 71, jobStatus: 'QUEUED' }) }),
      outcome: 'started',
      done: {
        key: '71',
        kind: 'run',
        observation: {
          state: 'queued',
          upstreamState: 'QUEUED',
          rule: 'v1 job-status, another id than before the trigger',
          attribution: 'inferred',
        },
      },
    },
    {
      call: 'start',
      wire: '2xx with the `job-execution-id` of the previous run; then as above',
      script: triggered(json(200, { 'job-execution-id': 70 }), { after: json(200, { id: 72, jobStatus: 'RUNNING' }) }),
      outcome: 'started',
    },
    {
      call: 'start',
      wire: 'never triggered before (`{}`); then as above',
      script: triggered(json(200, {}), { before: json(200, {}), after: json(200, { id: 1, jobStatus: 'RUNNING' }) }),
      outcome: 'started',
    },
    {
      call: 'start',
      wire: '404 for `job-status`: nothing is triggered',
      script: triggered(EMPTY, { before: page(404) }),
      outcome: 'refused `not-found`, `not-found`',
    },
    {
      call: 'start',
      wire: 'a license that is not accepted, at `job-status`: nothing is triggered',
      script: () => LICENSE,
      outcome: 'trouble `unauthorized`, `license-not-accepted`',
    },
    { call: 'start', wire: '403', script: triggered({ status: 403 }), outcome: 'refused `forbidden`, `forbidden`' },
    {
      call: 'list',
      wire: '`GET /rest/jobs/list-running` → an array',
      script: () => json(200, [{ id: 71, jobStatus: 'RUNNING' }, { jobStatus: 'REINDEXING' }]),
      outcome: 'listed',
      done: [listed('71', 'running', 'RUNNING'), listed(null, null, 'REINDEXING')],
    },
    {
      call: 'list',
      wire: 'an object',
      script: () => json(200, {}),
      outcome: 'trouble `malformed`, `unexpected-shape`',
    },
    {
      call: 'runs',
      wire: '`GET /rest/job-configuration/job-history/{id}?start=…&length=…` → an array, newest first',
      script: () =>
        json(200, [
          { id: 71, jobStatus: 'ERROR' },
          { id: 70, jobStatus: 'COMPLETED_WITH_Warnings' },
        ]),
      outcome: 'listed',
      done: [listed('71', 'failed', 'ERROR'), listed('70', 'succeeded', 'COMPLETED_WITH_Warnings')],
    },
    { call: 'runs', wire: '404', script: commandReply(page(404)), outcome: 'refused `not-found`, `not-found`' },
    {
      call: 'runs',
      wire: 'a file, UUID or path: no call is made',
      key: 'file-52',
      script: () => json(200, []),
      outcome: 'refused `unsupported`, `no-history`',
    },
  ],
};

function listed(key: string | null, state: string | null, upstreamState: string) {
  return { key, kind: 'run', state, upstreamState, name: null, startedAt: null, endedAt: null };
}
