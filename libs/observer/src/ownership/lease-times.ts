/** A process that dies leaves its connections without a worker for at most six seconds: half of one is for its successor. */
export const LEASE_MS = 5_500;
export const RENEW_EVERY_MS = 1_500;
