import fc, { type Arbitrary } from 'fast-check';
import type { ApiDocument, Operation } from '../../apps/gateway/test/api.schema.js';
import { CONNECTION_NAMES, HOLDERS, KEYS } from './fuzz.stage.js';

export interface FuzzRequest {
  operationId: string;
  method: string;
  /** As it is sent, percent-encoded and with its query. */
  path: string;
  headers: Record<string, string>;
  body: string | null;
}

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  examples?: unknown[];
  example?: unknown;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

const HOSTILE = [
  ...['', ' ', '0', '-1', '1e309', 'NaN', 'null', 'undefined', 'true', '__proto__', 'constructor', 'toString'],
  ...['../../etc/passwd', '%00', '\u0000', '\u202e', '😀', '\ud800', "' OR 1=1 --", '{{7*7}}', '${jndi:ldap://x}'],
  ...['<script>alert(1)</script>', '*', '?', '#', '&', '~', '~~', 'dm-prod~', '~1', 'dm-prod~~', 'a'.repeat(600)],
  ...['(a+)+$', '\r\nX-Injected: 1', '2026-02-30T00:00:00Z', '9'.repeat(40), '[', '{"a":', 'W/"1"', '"'],
];
const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const hostileValue = fc.oneof(
  hostileText,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom([], {}, [[]], 1e308, -0, 2 ** 53),
);

const ids = fc.constantFrom(
  ...KEYS.map((key) => `dm-prod~${key}`),
  'hmc-lab~86e44546-107f-11e1-bde0-0010184c8334',
  'dm-prod~404404',
  'sbc-edge~last',
  'nowhere~1',
);
const names = fc.constantFrom(...CONNECTION_NAMES, 'nowhere');
const PLAUSIBLE: Readonly<Record<string, Arbitrary<string>>> = {
  id: ids,
  name: names,
  connection: names,
  key: fc.constantFrom('1', 'config-88', '9'),
  code: fc.constantFrom('job-not-found', 'nothing'),
  label: fc.constantFrom('team:bi', 'team', 'a:b:c'),
};

/** Some three of four are what the API expects. */
const mostly = <Value>(plausible: Arbitrary<Value>, hostile: Arbitrary<Value>): Arbitrary<Value> =>
  fc.oneof({ arbitrary: plausible, weight: 3 }, { arbitrary: hostile, weight: 1 });

const authorization = fc.oneof(
  {
    arbitrary: fc.constantFrom(...Object.keys(HOLDERS)).map((key) => ({ authorization: `Bearer ${key}` })),
    weight: 12,
  },
  { arbitrary: fc.constantFrom(...Object.keys(HOLDERS)).map((key) => ({ 'x-api-key': key })), weight: 2 },
  { arbitrary: fc.constant({}), weight: 1 },
  { arbitrary: fc.stringMatching(/^[ -~]{0,30}$/).map((text) => ({ authorization: text })), weight: 1 },
  {
    arbitrary: fc
      .constantFrom('Bearer a.b.c', 'Basic eDp5', 'Bearer  fuzz-admin')
      .map((text) => ({ authorization: text })),
    weight: 1,
  },
);

const HEADERS: readonly [string, string][] = [
  ...['no-cache', 'max-age=0', 'max-age=-1', 'max-age=9999999999999', 'only-if-cached', ',,=;"'].map(
    (value): [string, string] => ['cache-control', value],
  ),
  ...['wait=0', 'wait=1', 'wait=x', 'handling=strict', 'wait=0, handling=lenient', 'a="'].map(
    (value): [string, string] => ['prefer', value],
  ),
  ...['*', '"1"', 'W/"1"', 'W/"', '1', ','].map((value): [string, string] => ['if-none-match', value]),
  ...['0-0', '*', 'x', '99999999999999999999-1'].map((value): [string, string] => ['last-event-id', value]),
  ...['a', 'a'.repeat(300), '"', '😀'].map((value): [string, string] => ['idempotency-key', encodeURI(value)]),
  ...['text/html', 'application/json;q=0', '*/*;q=x', ','].map((value): [string, string] => ['accept', value]),
];
const someHeaders = fc
  .array(fc.constantFrom(...HEADERS), { maxLength: 3 })
  .map((pairs) => Object.fromEntries(pairs) as Record<string, string>);

/** Requests to every operation of a document, with and without rights, of what it expects and of what it does not. */
export function requestsOf(document: ApiDocument): Arbitrary<FuzzRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => requestOf(document, path, method.toUpperCase(), operation)),
  );
  return fc.oneof(...operations);
}

function requestOf(document: ApiDocument, path: string, method: string, operation: Operation): Arbitrary<FuzzRequest> {
  const { operationId, parameters, requestBody } = operation;
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const segments = fc.tuple(...inPath.map((parameter) => segmentOf(parameter.name)));
  const query = fc.tuple(
    ...inQuery.map(({ name, schema }) =>
      fc.option(
        mostly(textOf(document, name, schema), hostileText).map((value): [string, string] => [name, value]),
        { nil: null, freq: 1 },
      ),
    ),
    fc.option(fc.tuple(hostileText, hostileText), { nil: null, freq: 6 }),
  );
  const schema = requestBody?.content['application/json']?.schema as Schema | undefined;
  const body = schema === undefined ? fc.constant(null) : bodyOf(document, schema);
  return fc.record({ segments, query, authorization, someHeaders, body }).map((parts) => {
    const filled = inPath.reduce(
      (text, { name }, index) => text.replace(`{${name}}`, () => parts.segments[index]!),
      path,
    );
    const pairs = parts.query.filter((pair) => pair !== null);
    const asked = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
    const type: Record<string, string> = parts.body === null ? {} : { 'content-type': 'application/json' };
    return {
      ...{ operationId, method, body: parts.body },
      path: asked === '' ? filled : `${filled}?${asked}`,
      headers: { ...type, ...parts.someHeaders, ...(parts.authorization as Record<string, string>) },
    };
  });
}

/** Never empty, nor one of the steps that clients resolve: that would be another route. */
function segmentOf(name: string): Arbitrary<string> {
  const usual = PLAUSIBLE[name] ?? fc.constantFrom('x', 'whs_1');
  const hostile = hostileText.map((text) => (/^\.{0,2}$/.test(text) ? 'x' : encode(text)));
  return mostly(
    usual,
    fc.oneof({ arbitrary: hostile, weight: 9 }, { arbitrary: fc.constantFrom('%zz', '%ff', '%'), weight: 1 }),
  );
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function textOf(document: ApiDocument, name: string, schema: object): Arbitrary<string> {
  const usual = valueOf(document, schema as Schema).map((value) =>
    typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
  );
  return PLAUSIBLE[name] ? fc.oneof(PLAUSIBLE[name], usual) : usual;
}

function bodyOf(document: ApiDocument, schema: Schema): Arbitrary<string | null> {
  const plausible = valueOf(document, schema).map((value) => JSON.stringify(value));
  const anything = hostileValue.map((value) => JSON.stringify(value) ?? '');
  const garbage = fc.oneof(fc.constantFrom('{', '[]', 'null', '{"__proto__":1}', '{"a":1}{', '\u0000'), hostileText);
  return fc.oneof(
    { arbitrary: plausible, weight: 6 },
    { arbitrary: anything, weight: 1 },
    { arbitrary: garbage, weight: 1 },
  );
}

function valueOf(document: ApiDocument, schema: Schema, depth = 0): Arbitrary<unknown> {
  if (schema.$ref)
    return valueOf(document, document.components.schemas[schema.$ref.split('/').pop()!] as Schema, depth);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  const shown = [...(schema.examples ?? []), ...(schema.example === undefined ? [] : [schema.example])];
  const made = madeOf(document, schema, depth);
  return shown.length === 0 ? made : fc.oneof(fc.constantFrom(...shown), made);
}

function madeOf(document: ApiDocument, schema: Schema, depth: number): Arbitrary<unknown> {
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map((one) => valueOf(document, one, depth)));
  const types = [schema.type ?? 'any'].flat();
  const type = types[0];
  if (type === 'object') return objectOf(document, schema, depth);
  if (type === 'array') return fc.array(valueOf(document, schema.items ?? {}, depth + 1), { maxLength: 4 });
  if (type === 'integer' || type === 'number')
    return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 500 });
  if (type === 'boolean') return fc.boolean();
  return type === 'string' ? fc.oneof(ids, names, hostileText) : hostileValue;
}

function objectOf(document: ApiDocument, { properties = {} }: Schema, depth: number): Arbitrary<unknown> {
  if (depth > 4) return fc.constant({});
  const members = Object.entries(properties).map(([name, schema]): [string, Arbitrary<unknown>] => [
    name,
    mostly(PLAUSIBLE[name] ?? valueOf(document, schema, depth + 1), hostileValue),
  ]);
  const known = fc.record(Object.fromEntries(members), { requiredKeys: [] });
  const stray = fc.dictionary(fc.oneof(fc.constantFrom('constructor', 'toString', 'a'), hostileText), hostileValue, {
    maxKeys: 1,
  });
  return members.length === 0
    ? fc.dictionary(hostileText, hostileText, { maxKeys: 3 })
    : fc.oneof(
        { arbitrary: known, weight: 5 },
        { arbitrary: fc.tuple(known, stray).map(([one, other]) => ({ ...one, ...other })), weight: 1 },
      );
}
