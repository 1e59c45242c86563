import type { ReceivedRequest, Reply } from './provider-harness.js';

/** What the scripted upstream does with one request: a plain reply, or some kind of misbehavior. */
export type Play =
  | Reply
  /** Never answers. */
  | { play: 'silence' }
  /** Breaks the connection (RST) instead of answering. */
  | { play: 'reset' }
  /** Promises the whole body, sends half of it, breaks the connection. */
  | { play: 'half'; reply: Reply }
  /** Sends the body byte by byte. */
  | { play: 'drip'; reply: Reply; everyMs: number }
  /** Sends `bytes` of body, as fast as the reader takes them. */
  | { play: 'flood'; bytes: number; status: number; headers?: Record<string, string> }
  /** Something that is not HTTP. */
  | { play: 'garbage'; text: string }
  /** The reply, once the promise is fulfilled. */
  | { play: 'held'; reply: Reply; until: Promise<unknown> };

export type Player = (request: ReceivedRequest) => Play;

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

export const page = (status: number, text = 'Something else lives here'): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!DOCTYPE html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`,
});

/** The form that asks people for their password. */
export const logOnPage = (status: number): Reply => {
  const form = '<form method="post"><input name="user"><input type="password" name="password"></form>';
  const { body, ...reply } = page(status, 'Sign in');
  return { ...reply, body: String(body).replace('</body>', `${form}</body>`) };
};
