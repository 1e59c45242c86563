import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { problemBody } from '../problems/problem.body.js';
import { PROBLEMS, usualDetail, type ProblemCode } from '../problems/problem.catalog.js';
import { headers, type HeaderName } from './openapi.headers.js';

const HEADERS_OF_STATUS: Record<number, HeaderName[]> = {
  401: ['WWW-Authenticate'],
  403: ['WWW-Authenticate'],
  429: ['Retry-After', 'RateLimit-Policy', 'RateLimit'],
  503: ['Retry-After'],
};

const HEADERS_OF_CODE: Partial<Record<ProblemCode, HeaderName[]>> = {
  'fresh-answer-unavailable': ['Cache-Status'],
  'request-in-progress': ['Retry-After'],
};

/** The problems that a route answers with. Those of a method replace those of its class, by status. */
export function Problems(...codes: ProblemCode[]): MethodDecorator & ClassDecorator {
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))];
  return applyDecorators(
    ...statuses.map((status) => {
      const own = codes.filter((code) => PROBLEMS[code].status === status);
      return ApiResponse({
        status,
        description: own.map((code) => `${PROBLEMS[code].title} (\`${code}\`).`).join(' '),
        headers: headers(
          'Cache-Control',
          ...(HEADERS_OF_STATUS[status] ?? []),
          ...own.flatMap((code) => HEADERS_OF_CODE[code] ?? []),
        ),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/ProblemDto' },
            examples: Object.fromEntries(
              own.map((code) => [code, { summary: PROBLEMS[code].title, value: example(code) }]),
            ),
          },
        },
      });
    }),
  );
}

/** Those of every route that wants credentials. */
export const ProblemsOfAccess = () =>
  Problems(
    ...(['unauthenticated', 'missing-scope', 'quota-exceeded', 'too-many-refusals'] as const),
    ...(['store-unavailable', 'issuer-unavailable', 'internal-error'] as const),
  );

/** Those of status 429 of a route that has a job tracked where nobody has. */
export const PROBLEMS_OF_TRACKING = ['quota-exceeded', 'too-many-refusals', 'too-many-tracked-jobs'] as const;

/** Those of every route that takes a body. */
export const ProblemsOfBody = () => Problems('request-timeout', 'payload-too-large', 'unsupported-media-type');

function example(code: ProblemCode) {
  return problemBody({ code, detail: usualDetail(code), errors: EXAMPLE_FAULTS[code] }, '/jobs/dm-prod~9');
}

const EXAMPLE_FAULTS: Partial<Record<ProblemCode, { pointer: string; detail: string }[]>> = {
  'invalid-request': [{ pointer: '?limit', detail: 'Must be a whole number from 1; more than 200 counts as 200.' }],
};
