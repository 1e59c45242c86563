import { formatRelativeTime, formatDuration, formatPreciseDuration } from './duration.format.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

it.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [2 * MINUTE + 5 * SECOND, '2 min 5 s'],
  [3 * MINUTE, '3 min'],
  [59 * MINUTE + 59 * SECOND, '59 min'],
  [3 * HOUR + 12 * MINUTE, '3 h 12 min'],
  [24 * HOUR, '1 d'],
  [250 * HOUR, '10 d'],
])('%d ms take %s', (span, words) => expect(formatDuration(span)).toBe(words));

it.each([
  [340, '340 ms'],
  [1_340, '1.3 s'],
  [12_000, '12 s'],
])('%d ms take exactly %s', (span, words) => expect(formatPreciseDuration(span)).toBe(words));

it.each([
  [0, 'just now'],
  [1_500, 'just now'],
  [-1_500, 'just now'],
  [12_000, '12 s ago'],
  [-5_000, 'in 5 s'],
])('what is %d ms old was %s', (age, words) => expect(formatRelativeTime(100_000 - age, 100_000)).toBe(words));
