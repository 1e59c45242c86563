import { STATE_FACTS, type Transition } from '#libs/jobs';

/** One entry of a job's history. Values alone: there is one entry for each change. */
type Entry = [
  from: Transition['from'],
  to: Transition['to'],
  notAfter: Transition['notAfter'],
  source: Transition['source'],
  revision: number,
  notBefore?: Transition['notBefore'],
  upstreamAt?: Transition['upstreamAt'],
  reason?: Transition['reason'],
];

export function encodeTransition({ from, to, notAfter, source, revision, ...rest }: Transition): string {
  const { notBefore, upstreamAt, reason } = rest;
  const entry: Entry = [from, to, notAfter, source, revision, notBefore, upstreamAt, reason];
  while (entry.at(-1) === null) entry.pop();
  return JSON.stringify(entry);
}

/** Throws on anything else. */
export function decodeTransition(text: string): Transition {
  const entry = JSON.parse(text) as Entry;
  const [from, to, notAfter, source, revision, notBefore = null, upstreamAt = null, reason = null] = entry;
  if (!Object.hasOwn(STATE_FACTS, to) || typeof notAfter !== 'number') throw new TypeError('No transition.');
  return { from, to, reason, upstreamAt, notBefore, notAfter, source, revision };
}
