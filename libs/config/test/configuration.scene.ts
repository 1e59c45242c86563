import type { ProviderDescriptor } from '#libs/providers/catalog';
import { z } from 'zod';
import { ConfigurationError, parseConfiguration, type Environment, type Role } from '../src/index.js';

const password = { user: z.string().min(1), password: z.string().min(1) };
const example: ProviderDescriptor = {
  name: 'example',
  title: 'An upstream for these tests',
  capabilities: { cancel: false, delete: false, start: false, list: false, runs: false, push: false, pointers: false },
  states: {},
  keyForms: [],
  optionsSchema: z.strictObject({
    version: z.string().default('v1'),
    stompPort: z.int().min(1).optional(),
    push: z.enum(['on', 'off']).default('off'),
  }),
  authSchema: z.union([
    z.strictObject(password),
    z.strictObject({ tokenUrl: z.string(), clientId: z.string(), clientSecret: z.string() }),
  ]) as z.ZodType<Record<string, string>>,
  remembersEndedForMs: null,
  parseKey: () => null,
  keyFromUrl: () => null,
};
const talkative: ProviderDescriptor = {
  ...example,
  name: 'talkative',
  authSchema: z.strictObject({ user: z.string(), password: z.string() }).superRefine(({ password }, context) => {
    context.addIssue({ code: 'custom', path: ['password'], message: `does not like ${password}` });
  }),
};
export const catalog = new Map([example, talkative].map((descriptor) => [descriptor.name, descriptor]));

export const parse = <R extends Role>(text: string, role: R, environment: Environment = {}) =>
  parseConfiguration(text, role, environment, catalog);

/** The faults as `path: message` lines, or [] where there are none. */
export function faultsOf(text: string, role: Role = 'worker', environment: Environment = {}): string[] {
  try {
    parse(text, role, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(({ path, message }) => `${path}: ${message}`);
  }
}

/** One connection with what a test changes of it. */
export const withConnection = (lines: string) => `
connections:
  - name: a
    provider: example
    url: https://a.example
    ${lines.trim().split('\n').join('\n    ')}
`;
export const AUTH = 'auth: { user: u, password: p }';

/** Self-signed, for nobody; its key was thrown away. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBhDCCASugAwIBAgIUZft25Q4ZhOf8y1M2UOz4vzjZe9swCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMam9iZ2F0ZS10ZXN0MCAXDTI2MTEyMTIyMzE0MVoYDzIxMjYx
MDI4MjIzMTQxWjAXMRUwEwYDVQQDDAxqb2JnYXRlLXRlc3QwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAATysRF41X3jLJG5tfRS/TSXnhwkooflcVr6MmPRzCPwUfQ+
S1g1A2LxeJkt3yFwk3BKXE02n6+YX90u1V9cIY5ho1MwUTAdBgNVHQ4EFgQUzZbc
QWns/FvRPlhEj2dJDwyEobowHwYDVR0jBBgwFoAUzZbcQWns/FvRPlhEj2dJDwyE
obowDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBBZbF2CjjfcxMR
cMoItIJ5YvO5KABXaC3CekiH7gFH5AIgd0G36XmPx8cUzqD/qqeg9aynbGYRGyuC
hWd1AYozUBo=
-----END CERTIFICATE-----
`;

export const SHA = 'ab'.repeat(32);
