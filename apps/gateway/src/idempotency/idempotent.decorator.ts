import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

/** A route with `Idempotency-Key`. Its documentation lists `IDEMPOTENCY_PROBLEMS`. */
export function Idempotent(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A unique text for each operation. The same request with the same key within 24 hours returns the first response again (`Idempotency-Replayed: true`) and does nothing.',
      schema: { type: 'string', minLength: 1, maxLength: 257, examples: ['"8e03978e-40d5-43e8-bc93-6894a57f9324"'] },
    }),
  );
}

export const IDEMPOTENCY_PROBLEMS = ['request-in-progress', 'idempotency-key-reused'] as const;
