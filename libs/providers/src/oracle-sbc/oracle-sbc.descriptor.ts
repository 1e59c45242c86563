import { z } from 'zod';
import type { ConnectionShape, ProviderDescriptor } from '../descriptor.js';
import { parseOracleSbcKey, SLOT_KEY } from './oracle-sbc.key.js';
import { oracleSbcStart } from './oracle-sbc.start.js';
import { ORACLE_SBC_STATES } from './oracle-sbc.states.js';

const SLOT_PATH = /^\/rest\/v[0-9.]+\/admin\/asyncstatus\/?$/;

/** Oracle Communications Session Border Controller, and its relatives with the same REST API. */
export const oracleSbcDescriptor: ProviderDescriptor = {
  name: 'oracle-sbc',
  title: 'Oracle Communications Session Border Controller',
  capabilities: { cancel: false, delete: false, start: true, list: false, runs: false, push: false, pointers: true },
  states: ORACLE_SBC_STATES,
  keyForms: [
    {
      form: 'last',
      kind: 'pointer',
      example: 'last',
      meaning: 'The one status slot of the box: its most recent asynchronous operation, by any client.',
    },
    {
      form: '<operation>-<yyyymmddThhmmssSSSZ>',
      kind: 'run',
      example: 'activate-20261121T080000123Z',
      meaning: 'One operation, named by the gateway when it started it or first saw it in the slot.',
    },
  ],
  optionsSchema: z.strictObject({
    version: z
      .string()
      .regex(/^v\d+(\.\d+){0,2}$/, 'must have the form v1.2')
      .default('v1.2'),
  }),
  authSchema: z.strictObject({
    user: z
      .string()
      .min(1)
      .regex(/^[^:]*$/, 'must not contain a colon (RFC 7617)'),
    password: z.string().min(1),
  }),
  // Until the next request of anyone, which may be at once or never.
  remembersEndedForMs: null,
  parseKey: parseOracleSbcKey,
  start: oracleSbcStart,
  keyFromUrl: (url, connection) => (namesSlot(url, connection) ? SLOT_KEY : null),
};

/** The version is not compared: the vendor's own examples mix them. */
function namesSlot(url: string, connection: ConnectionShape): boolean {
  if (!/^(https?:\/\/|\/)/i.test(url) || !URL.canParse(url, connection.url)) return false;
  const base = new URL(connection.url);
  const named = new URL(url, base);
  if (named.host !== base.host || named.username !== '' || named.password !== '') return false;
  const basePath = base.pathname.replace(/\/$/, '');
  const path = named.pathname.startsWith(`${basePath}/`) ? named.pathname.slice(basePath.length) : named.pathname;
  return SLOT_PATH.test(path);
}
