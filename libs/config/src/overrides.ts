import type { Fault } from './configuration.error.js';
import type { Environment } from './substitution.js';
import { formatPath, isMapping, type Mapping, type Path } from './tree.js';

const OVERRIDES = [
  { variable: 'REDIS_URL', section: 'redis', key: 'url' },
  { variable: 'PORT', section: 'gateway', key: 'port' },
  { variable: 'HOST', section: 'gateway', key: 'host' },
] as const;

/** The file with the values of the environment in their places. A variable that is set but empty overrides nothing. */
export function applyOverrides(tree: Mapping, environment: Environment) {
  const paths = new Map<string, string>();
  let overridden = tree;
  for (const { variable, section, key } of OVERRIDES) {
    const value = environment[variable];
    const current = overridden[section] ?? {};
    if (!value || !isMapping(current)) continue;
    overridden = { ...overridden, [section]: { ...current, [key]: value } };
    paths.set(`${section}.${key}`, variable);
  }
  return {
    tree: overridden,
    isOverridden: (path: Path): boolean => paths.has(formatPath(path)),
    /** A fault of an overriding value is the variable's, not the file's. */
    relocate: ({ path, message }: Fault): Fault => ({ path: paths.get(path) ?? path, message }),
  };
}
