import { z } from 'zod';
import type { ConnectionShape, StartForm } from './descriptor.js';

/** One segment of a path: unreserved characters (RFC 3986 §2.3) and no percent, so that it has a single spelling. */
const SEGMENT = '(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+';
const WILDCARD = '\\*|\\{[A-Za-z][A-Za-z0-9_-]*\\}';
const PATH = new RegExp(`^(?:/${SEGMENT})+$`);
const PATTERN = new RegExp(`^(?:([A-Z]+) )?((?:/(?:${SEGMENT}|${WILDCARD}))+)$`);
const MAX_PATH_LENGTH = 1_000;
/** No operation needs as much; deeper bodies could overflow the stack. */
const MAX_BODY_DEPTH = 50;

/** A request that starts a job, as a caller writes it. */
export interface OperationStep {
  method: string;
  path: string;
  body?: Record<string, unknown>;
}

/**
 * `/api/cpcs/{id}/operations/start`: each `*` or `{name}` matches exactly one segment. A prefix is
 * the method (`PUT /v1/cloudimages/{id}/upload`), else POST.
 */
export const operationPattern = (methods: readonly string[], root: string): z.ZodString =>
  z.string().refine((pattern) => isPattern(pattern, methods, root), patternFault(methods, root));

/** How jobs are started by a request to an operation that the connection allows. */
export function operationForm(
  methods: readonly [string, ...string[]],
  examples: Record<string, OperationStep & Record<string, unknown>>,
): StartForm {
  const bodySchema = z.strictObject({
    method: z.enum(methods),
    path: z
      .string()
      .max(MAX_PATH_LENGTH)
      .regex(PATH, 'must be a plain path: no query, no percent, no empty or dotted step'),
    body: z
      .record(z.string(), z.unknown())
      .refine((body) => isWithin(MAX_BODY_DEPTH, body), 'must not be nested so deep')
      .optional(),
  });
  return {
    bodySchema,
    examples,
    steps: (body): readonly [OperationStep] => [bodySchema.parse(body)],
    objection(body, connection) {
      const { method, path } = bodySchema.parse(body);
      return isAllowed(method, path, connection)
        ? null
        : 'This operation is not among the allowedOperations of the connection.';
    },
  };
}

/** Checked again before the request is sent: the queue is not trusted. */
export function isAllowed(method: string, path: string, { options }: Pick<ConnectionShape, 'options'>): boolean {
  const patterns: unknown = options['allowedOperations'];
  if (!Array.isArray(patterns) || !PATH.test(path)) return false;
  return patterns.some((pattern: unknown) => typeof pattern === 'string' && matches(pattern, method, path));
}

function matches(pattern: string, method: string, path: string): boolean {
  const [, allowedMethod = 'POST', allowedPath] = PATTERN.exec(pattern) ?? [];
  if (allowedPath === undefined || allowedMethod !== method) return false;
  const allowed = allowedPath.split('/');
  const steps = path.split('/');
  return allowed.length === steps.length && allowed.every((step, index) => isWildcard(step) || step === steps[index]);
}

function isWithin(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((item) => isWithin(levels - 1, item));
}

const isWildcard = (step: string): boolean => step === '*' || step.startsWith('{');

function isPattern(pattern: string, methods: readonly string[], root: string): boolean {
  const [, method = 'POST', path] = PATTERN.exec(pattern) ?? [];
  return path !== undefined && path.startsWith(root) && methods.includes(method);
}

function patternFault(methods: readonly string[], root: string): string {
  const first = methods.length > 1 ? `a method (${methods.join(', ')}; default POST) and ` : '';
  return `must be ${first}a path from ${root} on, with * or {name} for one whole segment`;
}
