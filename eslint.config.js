import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '**/generated/', '.jobgate/'] },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
  {
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // Off on purpose: it turns an injected class import into `import type`, and Nest's injection then dies at boot.
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'The environment is read in libs/config only.',
        },
      ],
    },
  },
  {
    files: ['libs/config/**', 'scripts/**', 'test/**', '**/*.spec.ts', 'jest.config.js'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.cjs', '**/*.mjs'], languageOptions: { globals: { module: 'writable', process: 'readonly', console: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', fetch: 'readonly', URL: 'readonly' } } },
);
