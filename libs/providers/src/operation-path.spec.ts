import { isAllowed, operationPattern } from './operation-path.js';

const allows = (pattern: string, method: string, path: string) =>
  isAllowed(method, path, { options: { allowedOperations: [pattern] } });

describe('an allowed operation', () => {
  it.each([
    ['/api/cpcs/*/operations/start', 'POST', '/api/cpcs/1/operations/start', true],
    ['/api/cpcs/{id}/operations/start', 'POST', '/api/cpcs/f6f1a9b8-3c4d/operations/start', true],
    ['/api/cpcs/*/operations/*', 'POST', '/api/cpcs/1/operations/stop', true],
    ['/api/cpcs/7/operations/start', 'POST', '/api/cpcs/7/operations/start', true],
    ['POST /v2/cloudimages/action', 'POST', '/v2/cloudimages/action', true],
    ['PUT /v1/cloudimages/*/upload', 'PUT', '/v1/cloudimages/1/upload', true],
    ['PUT /v1/cloudimages/*/upload', 'POST', '/v1/cloudimages/1/upload', false],
    ['/v1/cloudimages/*/upload', 'PUT', '/v1/cloudimages/1/upload', false],
    ['/api/cpcs/*/operations/start', 'POST', '/api/cpcs/operations/start', false],
    ['/api/cpcs/*/operations/start', 'POST', '/api/cpcs/1/2/operations/start', false],
    ['/api/cpcs/*', 'POST', '/api/cpcs/1/operations/start', false],
    ['/api/cpcs/1', 'POST', '/api/CPCS/1', false],
    ['/api/cpcs.1', 'POST', '/api/cpcsx1', false],
    ['/api/*', 'POST', '/api/..', false],
    ['/api/*/x', 'POST', '/api/./x', false],
    ['/api/*/x', 'POST', '/api//x', false],
    ['/api/*/x', 'POST', '/api/%2e%2e/x', false],
    ['/api/*/x', 'POST', '/api/a?b/x', false],
    ['/api/*', 'POST', '/api/*', false],
  ])('by %s: %s %s → %s', (pattern, method, path, expected) => {
    expect(allows(pattern, method, path)).toBe(expected);
  });

  it('is none where the connection names none', () => {
    for (const options of [
      {},
      { allowedOperations: [] },
      { allowedOperations: 'x' },
      { allowedOperations: [7, null] },
    ]) {
      expect(isAllowed('POST', '/api/x', { options })).toBe(false);
    }
  });
});

describe('a pattern of operations', () => {
  const schema = operationPattern(['POST', 'PUT'], '/api/');

  it.each(['/api/x', '/api/*', '/api/{id}/x', 'PUT /api/x', 'POST /api/*/x'])('may be %j', (pattern) => {
    expect(schema.safeParse(pattern).success).toBe(true);
  });

  it.each([
    '',
    '*',
    '/*',
    '/other/x',
    'api/x',
    '/api/',
    '/api/x/',
    '/api//x',
    '/api/**',
    '/api/a*',
    '/api/{}',
    '/api/{a b}',
    '/api/..',
    '/api/../x',
    '/api/%2e',
    '/api/x?y',
    'GET /api/x',
    'put /api/x',
    'PUT  /api/x',
    'https://hmc.example/api/x',
  ])('may not be %j', (pattern) => {
    expect(schema.safeParse(pattern).success).toBe(false);
  });
});
