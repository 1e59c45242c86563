import { page } from './scripted-reply.js';
import type { CommandCases, ReceivedRequest, Reply, Script } from './provider-harness.js';

const envelope = (data: string, messages = '', links = '') =>
  `<response><data>${data}</data><messages>${messages}</messages><links>${links}</links></response>`;
const xml = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${body}`,
});
const slot = (operation: string, status: string) =>
  xml(200, envelope(`<operationState><operation>${operation}</operation><status>${status}</status></operationState>`));
const error = (status: number, message: string) => xml(status, envelope('', `<errorMessage>${message}</errorMessage>`));

const DONE: Reply = { status: 204 };
const TAKEN = xml(202, envelope('', '', '<link>https://10.0.0.2/rest/v1.2/admin/asyncstatus</link>'));
const EMPTY = xml(200, envelope(''));
const LOCKED = error(423, 'User does not have the lock.');

const isManagement = ({ target }: ReceivedRequest) => target.includes('/configuration/management');

/** The box as a script: its responses to the request itself, to the lock, and to a poll of the slot. */
const box =
  (management: Reply, { lock = DONE, before = EMPTY }: { lock?: Reply; before?: Reply } = {}): (() => Script) =>
  () =>
  (request) => {
    if (isManagement(request)) return management;
    if (request.target.endsWith('/configuration/lock')) return lock;
    return request.target.endsWith('/configuration/unlock') ? DONE : before;
  };

export const commands: CommandCases = {
  startBody: { operation: 'activate' },
  refusedBodies: [
    { operation: 'reboot' },
    { operation: 'activate', filename: 'nightly' },
    { operation: 'backup' },
    { operation: 'backup', backupSource: 'running' },
    { operation: 'backup', backupSource: 'moon', filename: 'nightly' },
    { operation: 'backup', backupSource: 'running', filename: '../etc/passwd' },
    { operation: 'backup', backupSource: 'running', filename: '/code/bkups/nightly' },
    { operation: 'backup', backupSource: 'running', filename: 'a&action=save' },
    { operation: 'backup', backupSource: 'running', filename: '' },
    { operation: 'restore', restoreSource: 'backupFile' },
    { operation: 'restore', restoreSource: 'backupFile', filename: '..' },
    { operation: 'restore', restoreSource: 'editing' },
  ],
  isCommand: isManagement,
  rows: [
    {
      call: 'start',
      wire: '`POST …/configuration/management?action=activate` under the lock → 202',
      script: box(TAKEN),
      outcome: 'started',
    },
    {
      call: 'start',
      wire: '`PUT …?action=save`, `verify`',
      script: box(TAKEN, { before: slot('save', 'success') }),
      body: { operation: 'verify' },
      outcome: 'started',
    },
    {
      call: 'start',
      wire: '`POST …?action=backup&backupSource=…&filename=…`',
      script: box(TAKEN),
      body: { operation: 'backup', backupSource: 'running', filename: 'nightly' },
      outcome: 'started',
    },
    {
      call: 'start',
      wire: '`PUT …?action=restore&restoreSource=…`, with a `filename` for a backup file',
      script: box(TAKEN),
      body: { operation: 'restore', restoreSource: 'backupFile', filename: 'nightly' },
      outcome: 'started',
    },
    {
      call: 'start',
      wire: '423 or 409 for the lock: nothing is submitted',
      script: box(TAKEN, { lock: LOCKED }),
      outcome: 'refused `conflict`, `configuration-locked`',
    },
    {
      call: 'start',
      wire: 'an operation in progress in the slot: nothing is submitted',
      script: box(TAKEN, { before: slot('save', 'inProgress') }),
      outcome: 'refused `conflict`, `operation-under-way`',
    },
    {
      call: 'start',
      wire: '423 for the request: the lock was lost',
      script: box(LOCKED),
      outcome: 'refused `conflict`, `configuration-locked`',
    },
    {
      call: 'start',
      wire: '400',
      script: box(error(400, 'Missing filename.')),
      outcome: 'refused `invalid`, `request-refused`',
    },
    {
      call: 'start',
      wire: '403',
      script: box(error(403, 'Client must have administrator privileges.')),
      outcome: 'refused `forbidden`, `administrator-required`',
    },
    {
      call: 'start',
      wire: '404: the version, or the address',
      script: box(error(404, 'Unsupported version.')),
      outcome: 'trouble `malformed`, `unsupported-version`',
    },
    {
      call: 'start',
      wire: '426',
      script: box(error(426, 'Client must connect with HTTPS.')),
      outcome: 'trouble `unreachable`, `https-required`',
    },
    {
      call: 'start',
      wire: 'an HTML page with 404',
      script: box(page(404)),
      outcome: 'trouble `unreachable`, `html-answer`',
    },
  ],
};
