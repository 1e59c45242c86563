import type { IncomingMessage, ServerResponse } from 'node:http';
import { ProblemException } from '../problems/problem.exception.js';

/** In bytes, by default. */
export const USUAL_BODY_BYTES = 64 * 1024;
/** In bytes, for many ids, or for the body of an upstream. */
export const LONG_BODY_BYTES = 256 * 1024;
const WITHIN_MS = 30_000;

const JSON_TYPE = /^application\/([\w.+-]+\+)?json$/;
const CONTINUE = /(?:^|\W)100-continue(?:$|\W)/i;

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
}

/** Whether the client waits for `100 Continue` (RFC 9110 §10.1.1). */
export function waitsForContinue({ headers, httpVersion }: IncomingMessage): boolean {
  return httpVersion === '1.1' && CONTINUE.test(headers.expect ?? '');
}

/** undefined: no body. Throws problems, before it reads anything where possible. */
export async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  mostBytes: number,
  withinMs = WITHIN_MS,
): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  if (!isJson(request) || isPacked(request)) throw new ProblemException('unsupported-media-type');
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge(mostBytes);
  if (waitsForContinue(request)) response.writeContinue();
  const bytes = await bytesOf(request, mostBytes, withinMs);
  return bytes.length === 0 ? undefined : parseBody(bytes.toString('utf8'));
}

function bytesOf(request: IncomingMessage, mostBytes: number, withinMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (act: () => void) => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
      if (!request.complete) request.pause();
      act();
    };
    const onData = (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostBytes) settle(() => reject(tooLarge(mostBytes)));
    };
    const onEnd = () => settle(() => resolve(Buffer.concat(chunks, length)));
    const onClose = () => settle(() => reject(new ProblemException('invalid-request', 'The body broke off.')));
    const timer = setTimeout(() => settle(() => reject(new ProblemException('request-timeout'))), withinMs);
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}

function isJson({ headers }: IncomingMessage): boolean {
  const [type, ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  return JSON_TYPE.test(type!.trim()) && /^(charset="?utf-8"?)?$/.test(charset ?? '');
}

/** Compressed bodies are refused: their size is not bounded. */
function isPacked({ headers }: IncomingMessage): boolean {
  return !/^(identity)?$/i.test((headers['content-encoding'] ?? '').trim());
}

function tooLarge(mostBytes: number): ProblemException {
  return new ProblemException('payload-too-large', `This route takes bodies of at most ${mostBytes / 1024} KB.`);
}

/** The maximum depth: more would exceed the stack of JSON serializers. */
const DEEPEST = 64;

/** Parses JSON that every parser reads alike; otherwise `invalid-request`. */
function parseBody(text: string): unknown {
  const value = parsed(text);
  if (!isAccepted(value)) throw unreadable();
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    throw unreadable();
  }
}

/**
 * A member called `__proto__` would change what an object is where it is copied. A number that a double does not hold would
 * reach an upstream as another one; here it can no longer be told from its neighbors.
 */
function isAccepted(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === 'number' && Math.abs(item) > Number.MAX_SAFE_INTEGER) return false;
      if (typeof item !== 'object' || item === null) continue;
      if (depth >= DEEPEST || Object.hasOwn(item, '__proto__')) return false;
      for (const member of Object.values(item)) next.push(member);
    }
    level = next;
  }
  return true;
}

const unreadable = () => new ProblemException('invalid-request', 'The request could not be read.');
