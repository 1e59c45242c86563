import { readCertificate } from './certificate.js';
import type { ProviderDescriptor } from '#libs/providers/catalog';
import type { ZodType } from 'zod';
import type { Role } from './configuration.js';
import type { Fault } from './configuration.error.js';
import type { ReadFile } from './file-snapshot.js';
import { locate, parseSection, type LocalFault } from './issues.js';
import { formatPath, isMapping, valueAt, type Mapping, type Path } from './tree.js';

/** What the schema of the file can't say of a connection. */
export interface ConnectionParts {
  options: Record<string, unknown>;
  /** Empty in a gateway. */
  auth: Record<string, string>;
  ca: string | null;
}

/** Judges each connection by its provider and reads certificates (workers only). */
export function readConnections(
  tree: unknown,
  role: Role,
  catalog: ReadonlyMap<string, ProviderDescriptor>,
  isText: (path: Path) => boolean,
  read: ReadFile,
): { parts: ConnectionParts[]; faults: Fault[] } {
  const listed = valueAt(tree, ['connections']);
  const connections = Array.isArray(listed) ? listed : [];
  const faults: Fault[] = [];

  const parts = connections.map((connection: unknown, index): ConnectionParts => {
    const base = ['connections', index];
    const nothing = { options: {}, auth: {}, ca: null };
    if (!isMapping(connection)) return nothing;
    const ca = role === 'worker' ? readCertificate(valueAt(connection, ['tls', 'ca']), read) : { pem: null };
    if ('fault' in ca) faults.push({ path: formatPath([...base, 'tls', 'ca']), message: ca.fault });
    if (typeof connection.provider !== 'string') return nothing;
    const descriptor = catalog.get(connection.provider);
    if (!descriptor) {
      faults.push({
        path: formatPath([...base, 'provider']),
        message: `must be one of ${[...catalog.keys()].join(', ')}`,
      });
      return nothing;
    }
    const parse = <Value extends Mapping>(schema: ZodType<Value>, key: 'options' | 'auth'): Value | null => {
      const section = connection[key] ?? {};
      if (!isMapping(section)) return null;
      const parsed = parseSection(schema, section, (path) => isText([...base, key, ...path]));
      if ('value' in parsed) return parsed.value;
      faults.push(...locate(withoutSecrets(parsed.faults, connection.auth), [...base, key]));
      return null;
    };
    return {
      options: parse(descriptor.optionsSchema, 'options') ?? {},
      auth: (role === 'worker' && parse(descriptor.authSchema, 'auth')) || {},
      ca: 'pem' in ca ? ca.pem : null,
    };
  });
  return { parts, faults };
}

/** Our own messages repeat no value; those of a provider's schema might. */
function withoutSecrets(faults: readonly LocalFault[], auth: unknown): LocalFault[] {
  const values = isMapping(auth) ? Object.values(auth).map(String) : [];
  const secrets = values.filter((value) => value.length >= 4);
  const hide = (message: string) => secrets.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), message);
  return faults.map(({ path, message }) => ({ path, message: hide(message) }));
}
