import { breaksOf, unannounced } from './openapi.breaks.mjs';

/** A document with one operation to read and one to write. */
function document() {
  return {
    paths: {
      '/jobs/{id}': {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {
            200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Job' } } } },
            304: { description: 'Unchanged' },
          },
        },
      },
      '/jobs': {
        post: {
          parameters: [{ name: 'mode', in: 'query', schema: { type: 'string', enum: ['fast', 'slow'] } }],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, name: {} } },
              },
            },
          },
          responses: { 201: { description: 'Tracked' } },
        },
      },
    },
    components: {
      schemas: {
        Job: {
          type: 'object',
          required: ['id', 'children'],
          properties: {
            id: { type: 'string' },
            children: { type: 'array', items: { $ref: '#/components/schemas/Job' } },
            error: { anyOf: [{ $ref: '#/components/schemas/Error' }, { type: 'null' }] },
          },
        },
        Error: { type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
      },
    },
  };
}

/** What the change breaks. */
function broken(change) {
  const newer = document();
  change(newer, newer.paths['/jobs'].post, newer.paths['/jobs/{id}'].get, newer.components.schemas.Job);
  return breaksOf(document(), newer).map(({ where, what }) => `${where} ${what}`);
}

const body = (post) => post.requestBody.content['application/json'].schema;

describe('a change that breaks callers', () => {
  it.each([
    ['a path', ({ paths }) => delete paths['/jobs'], 'POST /jobs is gone'],
    ['an operation', ({ paths }) => delete paths['/jobs'].post, 'POST /jobs is gone'],
    ['an answer', (_, __, get) => delete get.responses[304], 'GET /jobs/{id} the answer 304 is gone'],
    [
      'a form of an answer',
      (_, __, get) => (get.responses[200].content = {}),
      'GET /jobs/{id} the answer 200 no longer comes as application/json',
    ],
    ['a parameter', (_, post) => (post.parameters = []), 'POST /jobs the parameter mode is gone'],
    ['a word', (_, post) => post.parameters[0].schema.enum.pop(), 'POST /jobs the parameter mode no longer takes slow'],
    ['a member taken', (_, post) => delete body(post).properties.name, 'POST /jobs the body no longer takes name'],
  ])('takes away %s', (_, change, expected) => {
    expect(broken(change)).toEqual([expected]);
  });

  it.each([
    ['a parameter', (_, post) => (post.parameters[0].required = true), 'POST /jobs the parameter mode is wanted'],
    ['a member', (_, post) => body(post).required.push('name'), 'POST /jobs the body wants name'],
    [
      'a number',
      (_, post) => (body(post).properties.id.type = 'integer'),
      'POST /jobs the body in id is integer and was string',
    ],
  ])('wants %s', (_, change, expected) => {
    expect(broken(change)).toEqual([expected]);
  });

  it('takes a member from an answer, however deep', () => {
    const change = ({ components }) => delete components.schemas.Error.properties.code;
    expect(broken(change)).toEqual(['GET /jobs/{id} the answer 200 in error has no more code']);
  });

  it('gives a member no longer in every case', () => {
    const change = (_, __, ___, job) => job.required.pop();
    expect(broken(change)).toEqual(['GET /jobs/{id} the answer 200 has children not always']);
  });
});

describe('a change that breaks nobody', () => {
  it.each([
    ['nothing', () => undefined],
    ['a new operation', ({ paths }) => (paths['/new'] = { get: { responses: {} } })],
    ['a new parameter', (_, post) => post.parameters.push({ name: 'q', in: 'query', schema: { type: 'string' } })],
    ['a new member taken', (_, post) => (body(post).properties.more = {})],
    ['a new answer', (_, post) => (post.responses[202] = { description: 'Later' })],
    ['a new member given', (_, __, ___, job) => (job.properties.more = {})],
    ['a member wanted no longer', (_, post) => (body(post).required = [])],
  ])('is %s', (_, change) => {
    expect(broken(change)).toEqual([]);
  });
});

describe('a break', () => {
  const breaks = [{ where: 'GET /jobs', what: 'is gone' }];
  const changelog = (text) =>
    `# Changelog\n\n## [Unreleased]\n\n${text}\n\n## [0.1.0]\n\n### Breaking\n\n- \`GET /old\`\n`;

  it.each([
    ['its operation under Breaking', '### Added\n\n- x\n\n### Breaking\n\n- `GET /jobs` is gone.', []],
    ['it under another heading', '### Added\n\n- `GET /jobs` is gone.', breaks],
    ['another operation', '### Breaking\n\n- `GET /jobs/{id}` is gone.', breaks],
    ['nothing', '', breaks],
  ])('is announced or not when the changelog names %s', (_, text, expected) => {
    expect(unannounced(breaks, changelog(text))).toEqual(expected);
  });

  it('of a release of before announces none of now', () => {
    expect(unannounced([{ where: 'GET /old', what: 'is gone' }], changelog(''))).toHaveLength(1);
  });
});
