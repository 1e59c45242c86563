import { CATALOG, type ProviderDescriptor } from '#libs/providers/catalog';
import { assembleGateway, assembleWorker } from './build-configuration.js';
import { readCertificate } from './certificate.js';
import type { ConfigurationOf, GatewayConfiguration, Role, WorkerConfiguration } from './configuration.js';
import { ConfigurationError, type Fault } from './configuration.error.js';
import { readConnections } from './connections.js';
import { fileSchema } from './file.schema.js';
import { readTextFile, type ReadFile } from './file-snapshot.js';
import { locate, parseSection } from './issues.js';
import { applyOverrides } from './overrides.js';
import { findRepetitions } from './validate-unique.js';
import { readServerTls } from './server-tls.js';
import { substitute, type Environment } from './substitution.js';
import { formatPath, readTree, type Path } from './tree.js';

/** The descriptors of all providers, by name. */
type Catalog = ReadonlyMap<string, ProviderDescriptor>;

/**
 * Reads the text of a configuration file. A gateway's connections have no `auth`: of it nothing is resolved, and only
 * that it is a mapping is checked.
 * @throws ConfigurationError with every fault there is
 */
export function parseConfiguration<R extends Role>(
  text: string,
  role: R,
  environment: Environment,
  catalog?: Catalog,
  read?: ReadFile,
): ConfigurationOf[R];
export function parseConfiguration(
  text: string,
  role: Role,
  environment: Environment,
  catalog: Catalog = CATALOG,
  read: ReadFile = readTextFile,
): GatewayConfiguration | WorkerConfiguration {
  const file = readTree(text);
  if ('faults' in file) throw new ConfigurationError(file.faults);

  const overrides = applyOverrides(file.tree, environment);
  const { tree, faults, substituted } = substitute(overrides.tree, {
    environment,
    isExcluded: (path) => overrides.isOverridden(path) || (role === 'gateway' ? isAuth(path) : isGatewayTls(path)),
    isPath: (path) => /^((connections\[\d+\]|redis)\.tls\.ca|gateway\.tls\.\w+)$/.test(formatPath(path)),
    read,
  });
  const isText = (path: Path) => overrides.isOverridden(path) || substituted.has(formatPath(path));

  const content = parseSection(fileSchema, tree, isText);
  const fileFaults = 'faults' in content ? locate(content.faults, []).map(overrides.relocate) : [];
  const ca = 'faults' in content ? { pem: null } : readCertificate(content.value.redis.tls.ca, read);
  const caFaults = 'fault' in ca ? [{ path: 'redis.tls.ca', message: ca.fault }] : [];
  const files = 'faults' in content || role === 'worker' ? null : content.value.gateway.tls;
  const tls = readServerTls(files, read);
  const tlsFaults = 'faults' in tls ? tls.faults : [];
  const connections = readConnections(tree, role, catalog, isText, read);
  const all = withoutConsequences(faults, [
    ...fileFaults,
    ...caFaults,
    ...tlsFaults,
    ...connections.faults,
    ...findRepetitions(tree),
  ]);
  if (all.length > 0 || 'faults' in content || 'fault' in ca || 'faults' in tls) throw new ConfigurationError(all);

  return role === 'worker'
    ? assembleWorker(content.value, connections.parts, ca.pem)
    : assembleGateway(content.value, connections.parts, ca.pem, tls.tls);
}

/** What a worker does not serve, it need not be able to read. */
const isGatewayTls = (path: Path): boolean => path.length === 3 && path[0] === 'gateway' && path[1] === 'tls';

const isAuth = (path: Path): boolean => path.length === 3 && path[0] === 'connections' && path[2] === 'auth';

/** What could not be substituted has one fault, not also those that its raw text goes on to cause. */
function withoutConsequences(causes: readonly Fault[], others: readonly Fault[]): Fault[] {
  const isConsequence = ({ path }: Fault) => causes.some((cause) => path === cause.path);
  const all = [...causes, ...others.filter((fault) => !isConsequence(fault))];
  return all.sort((one, other) => one.path.localeCompare(other.path, 'en', { numeric: true }));
}
