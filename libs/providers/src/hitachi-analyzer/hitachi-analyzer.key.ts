import { randomUUID } from 'node:crypto';

export const DATASET = /^[A-Za-z0-9_-]{2,32}$/;

/** A request as the upstream addresses it. `requestId` is opaque text, never a number. */
export interface RequestAddress {
  dataset: string;
  requestId: string;
}

/** A dataset's name has no dot, so the first one ends it; request ids may have more. */
export function parseRequestKey(key: string): RequestAddress | null {
  const separator = key.indexOf('.');
  if (separator < 0) return null;
  const address = { dataset: key.slice(0, separator), requestId: key.slice(separator + 1) };
  return isRequestAddress(address) ? address : null;
}

export const formatRequestKey = ({ dataset, requestId }: RequestAddress): string => `${dataset}.${requestId}`;

export function isRequestAddress({ dataset, requestId }: RequestAddress): boolean {
  return DATASET.test(dataset) && isRequestId(requestId);
}

/** No id of the upstream is written so: those that are documented are numbers, with an underscore at most. */
const OWN_ID = /^jobgate-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** For a request that ended within its call, and so has no id upstream: one that no other request has. */
export const makeSynchronousAddress = (dataset: string): RequestAddress => ({
  dataset,
  requestId: `jobgate-${randomUUID()}`,
});

/** Whether Jobgate made this id: the upstream does not know it. */
export const isSynchronousAddress = ({ requestId }: RequestAddress): boolean => OWN_ID.test(requestId);

function isRequestId(requestId: string): boolean {
  if (requestId === '' || requestId === '.' || requestId === '..') return false;
  return requestId.isWellFormed() && !/\p{Cc}/u.test(requestId);
}
