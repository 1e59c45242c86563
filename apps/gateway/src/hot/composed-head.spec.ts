import { ComposedTail, canReplay } from './composed-head.js';

const STATUS = 'HTTP/1.1 200 OK\r\n';
const LINES = 'ETag: W/"2"\r\n';
const NOW = Date.UTC(2026, 10, 21, 8, 0, 0, 300);
const dated = (now: number) => `Date: ${new Date(now).toUTCString()}\r\nKeep-Alive: timeout=5\r\n\r\n`;

describe('the end of a head that Node.js composed', () => {
  let composed: ComposedTail;
  beforeEach(() => (composed = new ComposedTail(STATUS)));

  it('holds from when it was seen until the second is over', () => {
    composed.learn(STATUS + LINES + dated(NOW), LINES, NOW);
    const tails = [NOW - 1, NOW, NOW + 699, NOW + 700].map((now) => composed.tailAt(now));
    expect(tails).toEqual([null, dated(NOW), dated(NOW), null]);
  });

  it.each([
    ['with the date of another second', STATUS + LINES + dated(NOW - 301)],
    ['with other fields', STATUS + 'ETag: W/"3"\r\n' + dated(NOW)],
    ['with further fields in front of the date', STATUS + LINES + 'X: 1\r\n' + dated(NOW)],
    ['with another status', `HTTP/1.1 304 Not Modified\r\n${LINES}${dated(NOW)}`],
    ['that cannot be told', null],
  ])('is not taken from a head %s', (_name, head) => {
    composed.learn(head, LINES, NOW);
    expect(composed.tailAt(NOW)).toBeNull();
  });
});

describe('a text that was composed before', () => {
  it('can be sent by this version of Node.js', () => {
    expect(canReplay()).toBe(true);
  });
});
