import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const NODE_GLOBALS = Object.fromEntries(
  ['AbortController', 'AbortSignal', 'Buffer', 'TextDecoder', 'URL', 'URLSearchParams', 'clearInterval', 'clearTimeout']
    .concat(['console', 'fetch', 'performance', 'process', 'setImmediate', 'setInterval', 'setTimeout'])
    .map((name) => [name, 'readonly']),
);

const JEST_GLOBALS = Object.fromEntries(
  ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'expect', 'it'].map((name) => [name, 'readonly']),
);

const ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read in libs/config only.',
};

const UNFINISHED_TESTS = [
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo)$/]',
    message: 'Every test runs, in every run.',
  },
  {
    selector: 'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]',
    message: 'Every test runs, in every run.',
  },
];

const ONE_CALL = 'A gateway calls nobody but Redis and its issuer of tokens: libs/access/src/jwks.fetch.ts.';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '**/generated/', '.jobgate/'] },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
  {
    languageOptions: { globals: NODE_GLOBALS },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // Off on purpose: it turns an injected class import into `import type`, and Nest's injection then dies at boot.
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', ENVIRONMENT, ...UNFINISHED_TESTS],
    },
  },
  {
    // The command line is installed without libs/config.
    files: [
      'libs/config/**',
      'apps/cli/src/cli.environment.ts',
      'scripts/**',
      'test/**',
      '**/*.spec.ts',
      'jest.config.js',
    ],
    rules: { 'no-restricted-syntax': ['error', ...UNFINISHED_TESTS] },
  },
  {
    files: ['apps/gateway/src/**', 'libs/{access,config,jobs,requests,store,telemetry}/src/**'],
    ignores: ['**/*.spec.ts', 'libs/access/src/jwks.fetch.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'fetch', message: ONE_CALL }],
      'no-restricted-imports': [
        'error',
        ...['node:http', 'http'].map((name) => ({ name, importNames: ['request', 'get', 'Agent'], message: ONE_CALL })),
      ],
    },
  },
  {
    files: ['apps/dashboard/src/**'],
    plugins: { 'react-hooks': reactHooks },
    // Its names are a browser's, which the compiler knows.
    rules: { ...reactHooks.configs.recommended.rules, 'no-undef': 'off' },
  },
  { files: ['**/*.spec.mjs'], languageOptions: { globals: JEST_GLOBALS } },
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { module: 'writable', require: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
