import type { ProviderHarness, ReceivedRequest } from '../provider-harness.js';
import { useStages } from './stages.js';

export const HOSTILE_KEYS = [
  '',
  ' ',
  '.',
  '..',
  '../..',
  '../admin',
  'a/../../b',
  'a/b',
  'a\\..\\b',
  '%2e%2e%2f',
  'a%00b',
  'a\u0000b',
  'a?x=1',
  'a&x=1',
  'a#x',
  'a;x=1',
  'a\r\nHost: elsewhere.example',
  'a\nb',
  'a b',
  'a\tb',
  '\u00fc\u4e2d\u{1f600}',
  '\u202e',
  '\ud800',
  '__proto__',
  'constructor',
  '<script>',
  "' OR '1'='1",
  '"',
  '{"a":1}',
  '//elsewhere.example',
  'http://elsewhere.example/',
  '-1',
  '9'.repeat(400),
  'a'.repeat(400),
];

/** Keys are untrusted: any key stays one value in one place of the request. */
export function describeHostileKeys(harness: ProviderHarness): void {
  const open = useStages(harness);
  const { parseKey } = harness.provider.descriptor;
  const { run, pointer } = harness.keys;
  // Behind a well-formed beginning, hostile text passes a grammar that looks only at beginnings.
  const disguised = HOSTILE_KEYS.flatMap((key) => [`${run}${key}`, ...(pointer === null ? [] : [`${pointer}${key}`])]);
  const hostile = [...new Set([...HOSTILE_KEYS, ...disguised, ...harness.hostileKeys])];

  it('takes each for no key, or keeps it in its place in the request', async () => {
    const known = await knownOutlines();
    const accepted = hostile.filter((key) => {
      const parsed = parseKey(key);
      return parsed !== null && parsed.seenThrough === null;
    });
    for (const key of accepted) {
      const stage = await open(harness.notFound[0]?.script ?? { status: 404 });
      await stage.poll(key);
      for (const request of stage.calls) {
        const found = outlineOf(request);
        if (!known.has(found)) throw new Error(`${JSON.stringify(key)} became ${request.method} ${request.target}`);
        expect(request.headers['host']).toBe(new URL(stage.upstream.url).host);
        expect(request.body).toBe('');
      }
    }
  });

  it('takes no key that leads through another that is none', () => {
    for (const key of hostile) {
      const through = parseKey(key)?.seenThrough ?? null;
      if (through !== null) expect(parseKey(through)).toEqual({ kind: 'pointer', seenThrough: null });
    }
  });

  async function knownOutlines(): Promise<Set<string>> {
    const outlines = new Set<string>();
    const examples = harness.provider.descriptor.keyForms.map(({ example }) => example);
    for (const key of [...examples, harness.keys.asked]) {
      if (parseKey(key)?.seenThrough) continue;
      const stage = await open(harness.rawStatuses[0]!.script);
      await stage.poll(key);
      stage.calls.forEach((request) => outlines.add(outlineOf(request)));
    }
    return outlines;
  }
}

/** What must not change with a key: method, number of segments, none of which leaves the path, names of parameters. */
export function outlineOf({ method, target, headers }: ReceivedRequest): string {
  const [path = '', query = '', ...more] = target.split('?');
  const segments = path.split('/').map((segment) => decodeURIComponent(segment));
  const leaves = segments.some((segment) => segment === '.' || segment === '..') || /[^\x21-\x7e]|\\|#/.test(target);
  const parameters = [...new URLSearchParams(query).keys()].sort();
  return JSON.stringify([method, segments.length, parameters, more.length, leaves, Object.keys(headers).sort()]);
}
