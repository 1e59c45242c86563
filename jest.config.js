/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Tests speak over real sockets with real processes: on a busy machine that takes longer than Jest's five seconds.
  testTimeout: 30_000,
  testSequencer: '<rootDir>/scripts/checks/jest.sequencer.mjs',
  // Modules of files that are through stay in memory: what has grown large is slow, and begins anew.
  workerIdleMemoryLimit: '600MB',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/{apps,libs,test}/**/*.spec.ts', '<rootDir>/scripts/**/*.spec.mjs'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    '^#libs/providers/catalog$': '<rootDir>/libs/providers/src/catalog.ts',
    '^#libs/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
