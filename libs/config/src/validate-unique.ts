import type { Fault } from './configuration.error.js';
import { formatPath, valueAt, type Path } from './tree.js';

const CONNECTIONS: Path = ['connections'];
const UNIQUE: readonly { list: Path; key: string }[] = [
  { list: CONNECTIONS, key: 'name' },
  { list: CONNECTIONS, key: 'renamedFrom' },
  // One key with two entries would have the rights of whichever is found first.
  { list: ['access', 'keys'], key: 'sha256' },
];

/** Values that must be unique and occur twice, and former names that are still in use. */
export function findRepetitions(tree: unknown): Fault[] {
  const names = textsAt(tree, CONNECTIONS, 'name');
  return UNIQUE.flatMap(({ list, key }) =>
    textsAt(tree, list, key).flatMap((value, index, values) => {
      if (value === null) return [];
      const path = formatPath([...list, index, key]);
      const holder = key === 'renamedFrom' ? names.indexOf(value) : -1;
      if (holder >= 0) {
        const message = `must be a name that is no longer in use: ${formatPath([...list, holder])} has it`;
        return [{ path, message }];
      }
      const first = values.indexOf(value);
      return first === index ? [] : [{ path, message: `must be unique: ${formatPath([...list, first])} has the same` }];
    }),
  );
}

/** null where an item has no such text. */
function textsAt(tree: unknown, list: Path, key: string): (string | null)[] {
  const listed = valueAt(tree, list);
  return (Array.isArray(listed) ? listed : []).map((item: unknown) => {
    const value = valueAt(item, [key]);
    return typeof value !== 'string' ? null : key === 'sha256' ? value.toLowerCase() : value;
  });
}
