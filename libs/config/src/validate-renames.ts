import type { Fault } from './configuration.error.js';
import { formatPath, valueAt } from './tree.js';

/** Former names that are still, or more than once, in use. */
export function findRenameFaults(tree: unknown): Fault[] {
  const listed = valueAt(tree, ['connections']);
  const connections = Array.isArray(listed) ? listed : [];
  const names = connections.map((connection: unknown) => valueAt(connection, ['name']));
  const formerNames = connections.map((connection: unknown) => valueAt(connection, ['renamedFrom']));
  return formerNames.flatMap((former, index) => {
    if (typeof former !== 'string') return [];
    const path = formatPath(['connections', index, 'renamedFrom']);
    const holder = names.indexOf(former);
    const first = formerNames.indexOf(former);
    if (holder >= 0) {
      return [
        { path, message: `must be a name that is no longer in use: ${formatPath(['connections', holder])} has it` },
      ];
    }
    if (first < index) {
      return [{ path, message: `must be unique: ${formatPath(['connections', first])} has the same` }];
    }
    return [];
  });
}
