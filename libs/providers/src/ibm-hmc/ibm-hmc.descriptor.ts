import type { ProviderDescriptor } from '../descriptor.js';
import { keyFromUrl, parseKey } from './ibm-hmc.key.js';
import { authSchema, optionsSchema } from './ibm-hmc.options.js';
import { ibmHmcStart } from './ibm-hmc.start.js';
import { STATES } from './ibm-hmc.states.js';

const FOUR_HOURS_MS = 4 * 60 * 60 * 1000;

export const ibmHmcDescriptor: ProviderDescriptor = {
  name: 'ibm-hmc',
  title: 'IBM Z Hardware Management Console, Web Services API',
  capabilities: { cancel: true, delete: true, start: true, list: false, runs: false, push: true, pointers: false },
  states: STATES,
  keyForms: [
    {
      form: '<job-id>',
      kind: 'run',
      example: '86e44546-107f-11e1-bde0-0010184c8334',
      meaning: 'The last segment of the job-uri that the HMC answered when the operation was started.',
    },
  ],
  optionsSchema,
  authSchema,
  // "a minimum of 4 hours" after the end: see "Query Job Status".
  remembersEndedForMs: FOUR_HOURS_MS,
  parseKey,
  keyFromUrl,
  start: ibmHmcStart,
};
