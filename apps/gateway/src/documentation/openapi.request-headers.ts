import { applyDecorators } from '@nestjs/common';
import { requestHeader } from './openapi.operation.js';

/** The age that a caller accepts. */
export const FreshnessHeaders = (): MethodDecorator =>
  applyDecorators(
    requestHeader(
      'Cache-Control',
      '`max-age=<seconds>` or `no-cache`: older data is polled first, for at most 2 s. `only-if-cached`: the upstream is not called.',
      ...['max-age=5', 'no-cache', 'only-if-cached'],
    ),
    requestHeader(
      'Prefer',
      '`handling=strict`: 504 instead of data that is older than `Cache-Control` allows. `wait=<seconds>`, at most 60: the response is sent when the revision differs from that in `If-None-Match` (without it: from the current one), or after that time.',
      ...['handling=strict', 'wait=30'],
    ),
  );

/** Conditions of a change. */
export const PreconditionHeaders = (): MethodDecorator =>
  applyDecorators(
    requestHeader('If-Match', '`*`: the target exists. Tags are weak, so any tag returns 412.', '*'),
    requestHeader(
      'If-Unmodified-Since',
      'An HTTP date: 412 if there was a change after that second. Invalid dates are ignored.',
      'Sat, 21 Nov 2026 08:04:14 GMT',
    ),
    requestHeader('If-None-Match', '412 if the current tag matches, or with `*`.', 'W/"1795248001516"'),
  );

/** Conditions of an addition to a list, which has neither a tag nor a date. */
export const ListPreconditionHeaders = (): MethodDecorator =>
  applyDecorators(
    requestHeader('If-Match', 'Refers to the collection: `*` is true, and any tag returns 412.', '*'),
    requestHeader(
      'If-None-Match',
      'Refers to the collection, which exists: `*` returns 412, and any tag is true.',
      '*',
    ),
  );

export const ConditionalHeader = (): MethodDecorator =>
  requestHeader(
    'If-None-Match',
    'The `ETag` of an earlier response. If it still matches: 304 without a body.',
    'W/"1795248001516"',
  );
