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

function isRequestId(requestId: string): boolean {
  if (requestId === '' || requestId === '.' || requestId === '..') return false;
  return requestId.isWellFormed() && !/\p{Cc}/u.test(requestId);
}
