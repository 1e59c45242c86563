import type { ConfigurationOf, Role } from './configuration.js';
import { ConfigurationError } from './configuration.error.js';
import { readTextFile, type ReadFile } from './file-snapshot.js';
import { parseConfiguration } from './parse-configuration.js';
import type { Environment } from './substitution.js';

/**
 * The configuration of this process, from the file that `JOBGATE_CONFIG` names.
 * @throws ConfigurationError with every fault there is
 */
export function loadConfiguration<R extends Role>(
  role: R,
  environment: Environment = process.env,
  read: ReadFile = readTextFile,
): ConfigurationOf[R] {
  const path = environment.JOBGATE_CONFIG;
  if (!path) {
    throw new ConfigurationError([{ path: 'JOBGATE_CONFIG', message: 'must name the configuration file' }]);
  }
  const content = read(path);
  if ('problem' in content) throw new ConfigurationError([{ path: 'JOBGATE_CONFIG', message: content.problem }]);
  return parseConfiguration(content.text, role, environment, undefined, read);
}
