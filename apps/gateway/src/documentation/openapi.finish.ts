import type { OpenAPIObject } from '@nestjs/swagger';
import { WORD_LISTS } from './openapi.words.js';
import { headers } from './openapi.headers.js';

type Node = Record<string, unknown>;

/** Members that hold data and not schemas. */
const DATA = new Set(['example', 'examples', 'value', 'default', 'const', 'enum']);
const TIME = /(At|Until)$|^(at|notBefore|notAfter|deadline)$/;
const INTEGERS = new Set([
  ...['revision', 'failures', 'status', 'milliseconds', 'intervalMs', 'latencyMs'],
  ...['concurrency', 'inFlight', 'scheduled', 'due', 'count'],
]);
/** Those that 32 bits do not hold: generated clients choose their types by it. */
const LONG_INTEGERS = new Set(['revision']);
const REFERENCE = '#/components/schemas/';

/**
 * Completes what the decorators leave open: classes lose the suffix of their files, closed lists of words become schemas
 * of their own, times get their format, and `unknown` becomes any JSON value.
 */
export function finishDocument(document: OpenAPIObject): OpenAPIObject {
  const finished = withRateLimits(finish(document) as OpenAPIObject);
  const schemas = Object.entries(finished.components?.schemas ?? {});
  finished.components = {
    ...finished.components,
    schemas: Object.fromEntries([
      ...schemas.map(([name, schema]) => [publicName(name), schema]),
      ...Object.entries(WORD_LISTS).map(([name, { words, description }]) => [
        name,
        { type: 'string', enum: [...words], description },
      ]),
    ]),
  };
  return finished;
}

function finish(value: unknown, property = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => finish(item));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    DATA.has(name) ? member : name === 'properties' ? finishedProperties(member as Node) : finish(member),
  ]);
  return finishedSchema(Object.fromEntries(members) as Node, property);
}

function finishedProperties(properties: Node): Node {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, finish(schema, name)]));
}

function finishedSchema(schema: Node, property: string): Node {
  if (typeof schema['$ref'] === 'string') return { ...schema, $ref: publicName(schema['$ref']) };
  if (Array.isArray(schema['enum'])) return withWordList(schema, schema['enum']);
  if (property === '') return isUnknown(schema) ? without(schema, 'type') : schema;
  return finishedProperty(isUnknown(schema) ? without(schema, 'type') : schema, property);
}

function finishedProperty({ example, ...schema }: Node, property: string): Node {
  const types = [schema['type']].flat();
  if (TIME.test(property) && types.includes('string')) {
    return { ...schema, format: 'date-time', examples: ['2026-11-21T08:04:12.000Z'] };
  }
  if (INTEGERS.has(property) && types.includes('number')) {
    const integer = types.map((type) => (type === 'number' ? 'integer' : type));
    const format = LONG_INTEGERS.has(property) ? { format: 'int64' } : {};
    return { ...schema, type: integer.length === 1 ? integer[0] : integer, ...format, minimum: 0 };
  }
  return example === undefined ? schema : { ...schema, examples: [example] };
}

function withWordList(schema: Node, values: unknown[]): Node {
  const words = values.filter((value) => value !== null);
  const found = Object.entries(WORD_LISTS).find(
    ([, list]) => list.words.length === words.length && list.words.every((word) => words.includes(word)),
  );
  if (!found) return schema;
  const reference = { $ref: `${REFERENCE}${found[0]}` };
  const rest = without(schema, 'type', 'enum');
  return words.length === values.length ? { ...rest, ...reference } : { ...rest, anyOf: [reference, { type: 'null' }] };
}

/** What the compiler plugin writes for `unknown`; a real object says what is in it. */
function isUnknown(schema: Node): boolean {
  return schema['type'] === 'object' && !('properties' in schema) && !('additionalProperties' in schema);
}

function without(schema: Node, ...names: string[]): Node {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !names.includes(name)));
}

const publicName = (name: string): string => name.replace(/Dto$/, '');

interface Operation {
  security?: object[];
  responses?: Record<string, { headers?: object }>;
}

/** Statuses of refusals that come before anybody counts. */
const UNCOUNTED = new Set(['401', '413', '415']);

/** Says of every answer to a known caller that it may carry the fields of a quota. */
function withRateLimits(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path) as Operation[]) {
      if (operation.security?.length === 0) continue;
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        if (UNCOUNTED.has(status)) continue;
        response.headers = { ...response.headers, ...headers('RateLimit-Policy', 'RateLimit') };
      }
    }
  }
  return document;
}
