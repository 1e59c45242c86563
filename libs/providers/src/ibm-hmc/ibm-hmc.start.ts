import { operationForm } from '../operation-path.js';

export const METHODS = ['POST'] as const;
export const ROOT = '/api/';

/** Operations of the Web Services API that go on as a job. Which of them may be started is up to the connection. */
export const ibmHmcStart = operationForm(METHODS, {
  'start a CPC': { method: 'POST', path: '/api/cpcs/f6f1a9b8-3c4d-11ec-9a01-00106f0d81cb/operations/start' },
  'load a logical partition': {
    method: 'POST',
    path: '/api/logical-partitions/6b1f6a6c-3c4d-11ec-9a01-00106f0d81cb/operations/load',
    body: { 'load-address': '00980', force: false },
  },
});
