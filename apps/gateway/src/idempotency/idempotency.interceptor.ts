import { jsonText } from '#libs/jobs';
import { Store, type UnreadableValue } from '#libs/store';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { JobAddresses } from '../jobs/job.addresses.js';
import { ProblemException, retryLater } from '../problems/problem.exception.js';
import type { RequestWithCommand } from './change.decorator.js';
import { afterError, parseStoredResponse, type StoredResponse } from './stored-response.js';
import { namedConnections } from './named-connections.js';
import { RequestCommand } from './request.command.js';

const REPLAYED = 'Idempotency-Replayed';
const KEPT_HEADERS = ['Location', 'Content-Location', 'ETag', 'Jobgate-Webhook'];
const EXTEND_EVERY_MS = 3_000;

/**
 * Has a request with an `Idempotency-Key` done once, whichever gateway it comes to again: repeated, it gets the first
 * answer (draft-ietf-httpapi-idempotency-key-header). A gateway that dies over it leaves the name of the command, so that
 * a repetition gets the same response, and nothing is done twice. Of connections that the caller does not see now, nothing is
 * read or kept: the route refuses it as it does without a key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly store: Store,
    private readonly addresses: JobAddresses,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<RequestWithCommand>();
    const response = context.switchToHttp().getResponse<Response>();
    const key = parseIdempotencyKey(request.headers['idempotency-key']);
    if (key === undefined) {
      throw new ProblemException('invalid-request', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
    }
    if (key === null || !this.isVisible(request)) {
      request.command = RequestCommand.once();
      return next.handle();
    }
    return from(this.once(key, request, response, next));
  }

  /** By present names: a response from before a renaming is for callers who see the new name. */
  private isVisible(request: RequestWithCommand): boolean {
    return namedConnections(request).every((name) => {
      return this.addresses.connection(this.addresses.presentName(name), request.caller) !== null;
    });
  }

  private async once(
    key: string,
    request: RequestWithCommand,
    response: Response,
    next: CallHandler,
  ): Promise<unknown> {
    const route = (request.route as { path: string }).path;
    const name = digestOf(request.caller.name, request.method, route, key);
    const fingerprint = digestOf(request.originalUrl, JSON.stringify(request.body ?? null));
    const claim = await this.store.idempotency.claim(name, fingerprint);
    switch (claim.result) {
      case 'other':
        throw new ProblemException('idempotency-key-reused');
      case 'busy':
        throw retryLater('request-in-progress', Math.max(1, Math.ceil(claim.forMs / 1000)));
      case 'answered':
        return this.replay(name, claim.answer, response);
      case 'mine':
        request.command = RequestCommand.ofKey(claim);
        return this.answer(name, claim.token, request, response, next);
    }
  }

  private replay(name: string, text: string, response: Response): unknown {
    const answer = this.store.values.read(this.placeOf(name), text, parseStoredResponse);
    if (answer === null) throw new ProblemException('outcome-unknown');
    return replay(answer, response);
  }

  private placeOf(name: string): UnreadableValue {
    return { kind: 'idempotency', key: this.store.keys.idempotency(name), part: 'answer' };
  }

  private async answer(
    name: string,
    token: string,
    request: RequestWithCommand,
    response: Response,
    next: CallHandler,
  ): Promise<unknown> {
    const { idempotency } = this.store;
    // A failure is found out by a repeated request.
    const settle = (work: Promise<void>) => work.catch(() => undefined);
    const extending = setInterval(() => void settle(idempotency.extend(name, token)), EXTEND_EVERY_MS);
    try {
      const body = await lastValueFrom(next.handle() as Observable<unknown>, { defaultValue: undefined });
      const answer: StoredResponse = { status: response.statusCode, headers: headersOf(response), body };
      await settle(idempotency.answer(name, token, this.store.values.encrypt(this.placeOf(name), jsonText(answer))));
      return body;
    } catch (error) {
      const after = afterError(error, request.command.progress);
      if (after === 'release') await settle(idempotency.release(name, token));
      else if (after === 'forget') await settle(idempotency.forget(name, token));
      else {
        const text = this.store.values.encrypt(this.placeOf(name), JSON.stringify(after.keep));
        await settle(idempotency.answer(name, token, text));
      }
      throw error;
    } finally {
      clearInterval(extending);
    }
  }
}

function replay(answer: StoredResponse, response: Response): unknown {
  if ('problem' in answer) {
    const { code, detail, more } = answer.problem;
    throw new ProblemException(code, detail, { ...more, headers: { ...more.headers, [REPLAYED]: 'true' } });
  }
  response.status(answer.status).set({ ...answer.headers, [REPLAYED]: 'true' });
  return answer.body;
}

function headersOf(response: Response): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = response.getHeader(name);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
}

const digestOf = (...parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** The key in a request's `Idempotency-Key`; null: it has none; undefined: it has something else there. */
function parseIdempotencyKey(field: string | string[] | undefined): string | null | undefined {
  if (field === undefined) return null;
  const text = [field].flat().join(', ').trim();
  // A string of RFC 9651, as the draft wants it; without its quotes, as many clients send it.
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text);
  const key = quoted ? quoted[1]!.replaceAll(/\\(.)/g, '$1') : text;
  const isKey = quoted ? /^[\x20-\x7e]{1,255}$/.test(key) : /^[\x21\x23-\x2b\x2d-\x7e]{1,255}$/.test(key);
  return isKey ? key : undefined;
}
