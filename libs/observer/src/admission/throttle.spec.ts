import { trouble } from '#libs/jobs';
import { LONGEST_THROTTLE_MS, pauseAfter, pauseTakenOver } from './throttle.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

describe('the pause of a connection', () => {
  it.each([
    ['429', 'throttled', 'throttled', 429, 30 * SECOND, 30 * SECOND],
    ['429 for a day', 'throttled', 'throttled', 429, DAY, 15 * MINUTE],
    ['a code that asks for fewer calls', 'throttled', 'throttled', 400, 4 * SECOND, 4 * SECOND],
    ['429 without a time', 'throttled', 'throttled', 429, null, 0],
    ['503', 'unreachable', 'upstream-error', 503, 30 * SECOND, 30 * SECOND],
    ['503 for a day', 'unreachable', 'upstream-error', 503, DAY, 2 * MINUTE],
    ['a page with 503', 'unreachable', 'html-answer', 503, DAY, 0],
    ['404', 'not-found', 'not-found', 404, DAY, 0],
    ['500', 'unreachable', 'upstream-error', 500, DAY, 0],
    ['502', 'unreachable', 'upstream-error', 502, DAY, 0],
    ['401', 'unauthorized', 'log-on-refused', 401, DAY, 0],
    ['400', 'malformed', 'unexpected-status', 400, DAY, 0],
  ] as const)('after %s', (_what, kind, code, upstreamStatus, retryAfterMs, pauseMs) => {
    expect(pauseAfter(trouble(kind, code, 'No.', { upstreamStatus, retryAfterMs }))).toBe(pauseMs);
  });

  it.each([
    ['nothing', null, null, null],
    ['one that is over', -1, null, null],
    ['a short one', MINUTE, null, MINUTE],
    ['one of a day, of an earlier version', DAY, null, LONGEST_THROTTLE_MS],
    ['one that was asked for before the credentials changed', MINUTE, -MINUTE, null],
    ['one that may have been', 14 * MINUTE, -30 * SECOND, null],
    ['one of which nobody knows when it was', DAY, -20 * MINUTE, null],
    ['one that was asked for since', 14 * MINUTE, -20 * MINUTE, 14 * MINUTE],
  ])('as another process left it: %s', (_what, until, since, expected) => {
    const at = 1_000_000_000;
    const moment = (offset: number | null) => (offset === null ? null : at + offset);
    expect(pauseTakenOver(moment(until), at, moment(since))).toBe(moment(expected));
  });
});
