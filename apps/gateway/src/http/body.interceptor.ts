import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { readBody, USUAL_BODY_BYTES } from './request.body.js';

const BODY_LIMIT = 'jobgate:body-limit';

/** The limit of the body, in bytes, of a route that takes longer ones. */
export const TakesBodyOf = (mostBytes: number) => SetMetadata(BODY_LIMIT, mostBytes);

const TAKE_BODIES = new Set(['POST', 'PATCH', 'PUT']);

/** Reads the body once the guard has authenticated the caller. */
@Injectable()
export class BodyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    if (TAKE_BODIES.has(request.method)) {
      const limit = this.reflector.get<number | undefined>(BODY_LIMIT, context.getHandler()) ?? USUAL_BODY_BYTES;
      request.body = await readBody(request, context.switchToHttp().getResponse<Response>(), limit);
    }
    return next.handle();
  }
}
