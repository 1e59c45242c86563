import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { WireResponse, VendorResponses } from './wire.js';

const PADDING_CHUNK_BYTES = 64 * 1024;
/** In a scripted result, a number that JavaScript does not hold. */
const NUMBER_TEXT = /"number:(-?\d[\d.eE+-]*)"/g;

export function sendResponse(response: ServerResponse, answer: WireResponse): void {
  if (response.destroyed) return;
  const body = (answer.body ?? '').replaceAll(NUMBER_TEXT, '$1');
  const headers: Record<string, string | number> = { ...answer.headers };
  if (!answer.chunked && answer.status !== 204) headers['Content-Length'] = Buffer.byteLength(body);
  response.writeHead(answer.status, headers);
  if (answer.chunked && body !== '') response.write(body);
  response.end(answer.chunked ? undefined : body);
}

/** A body of so many bytes, written as fast as the reader takes them and no faster. */
export async function sendEndlessBody(
  response: ServerResponse,
  padding: VendorResponses['padding'],
  bytes: number,
): Promise<void> {
  response.on('error', () => undefined);
  response.writeHead(200, { 'Content-Type': padding.type });
  response.write(padding.head);
  const chunk = Buffer.alloc(PADDING_CHUNK_BYTES, 'x');
  for (let left = bytes; left > 0 && !response.destroyed; left -= chunk.length) {
    const taken = response.write(left < chunk.length ? chunk.subarray(0, left) : chunk);
    if (!taken) await Promise.race([once(response, 'drain'), once(response, 'close')]).catch(() => undefined);
  }
  response.end(padding.tail);
}
