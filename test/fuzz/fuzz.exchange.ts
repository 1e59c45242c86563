import { request, type Agent } from 'node:http';
import type { SeenAnswer } from '../../apps/gateway/test/api.schema.js';
import type { FuzzRequest } from './fuzz.requests.js';

const WITHIN_MS = 20_000;

/** Sends a request as it is. Of a stream only the head is wanted. */
export function exchange(url: string, { method, path, headers, body }: FuzzRequest, agent: Agent): Promise<SeenAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { 'content-length': Buffer.byteLength(body) };
    const call = request({ hostname, port, method, path, headers: { ...headers, ...length }, agent }, (response) => {
      const { statusCode: status = 0, headers: answered } = response;
      const isStream = /event-stream/.test(answered['content-type'] ?? '');
      const parts: Buffer[] = [];
      const done = () => {
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status, headers: answered, text, body: parsed(text) });
      };
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', done);
      if (!isStream) return;
      done();
      call.destroy();
    });
    call.setTimeout(WITHIN_MS, () => call.destroy(new Error(`no answer within ${WITHIN_MS} ms`)));
    call.on('error', reject);
    call.end(body ?? undefined);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
