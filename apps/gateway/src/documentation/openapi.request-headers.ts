import { applyDecorators } from '@nestjs/common';
import { requestHeader } from './openapi.operation.js';

/** What a caller may say of the age that it can bear. */
export const FreshnessHeaders = (): MethodDecorator =>
  applyDecorators(
    requestHeader(
      'Cache-Control',
      '`max-age=<seconds>` or `no-cache`: an older observation than that makes the gateway ask for a fresh one, and wait at most 2 s. `only-if-cached`: nothing is asked.',
      ...['max-age=5', 'no-cache', 'only-if-cached'],
    ),
    requestHeader(
      'Prefer',
      '`handling=strict`: 504 rather than an answer that is older than `Cache-Control` wants it. `wait=<seconds>`, at most 60: the answer comes when the revision is another one than that of `If-None-Match` (without it: than at the moment), or at the end of that time.',
      ...['handling=strict', 'wait=30'],
    ),
  );

/** Conditions of a change. */
export const PreconditionHeaders = (): MethodDecorator =>
  applyDecorators(
    requestHeader('If-Match', '`*`: there is something to change. Tags are weak, so that any of them brings 412.', '*'),
    requestHeader(
      'If-Unmodified-Since',
      'A time, in whole seconds: 412 if there was a change after it. What is no HTTP date is ignored.',
      'Sat, 21 Nov 2026 08:04:14 GMT',
    ),
    requestHeader(
      'If-None-Match',
      'What is not to be there: 412 if it is, by its tag or with `*`.',
      'W/"1795248001516"',
    ),
  );

/** Conditions of an addition to a list, which has neither a tag nor a date. */
export const ListPreconditionHeaders = (): MethodDecorator =>
  applyDecorators(
    requestHeader('If-Match', 'About the list: `*` holds, and any tag brings 412.', '*'),
    requestHeader('If-None-Match', 'About the list, which is there: `*` brings 412, and any tag holds.', '*'),
  );

export const ConditionalHeader = (): MethodDecorator =>
  requestHeader(
    'If-None-Match',
    'The `ETag` of an earlier answer. Unchanged since: 304 without a body.',
    'W/"1795248001516"',
  );
