import type { Fault } from './configuration.error.js';
import { formatPath, valueAt, type Path } from './tree.js';

const UNIQUE: readonly { list: Path; key: string }[] = [
  { list: ['connections'], key: 'name' },
  // One key with two entries would have the rights of whichever is found first.
  { list: ['access', 'keys'], key: 'sha256' },
];

/** Values that must be unique and occur twice. */
export function findRepetitions(tree: unknown): Fault[] {
  return UNIQUE.flatMap(({ list, key }) => {
    const listed = valueAt(tree, list);
    const values = (Array.isArray(listed) ? listed : []).map((item: unknown) => {
      const value = valueAt(item, [key]);
      return typeof value !== 'string' ? null : key === 'sha256' ? value.toLowerCase() : value;
    });
    return values.flatMap((value, index) => {
      const first = values.indexOf(value);
      if (value === null || first === index) return [];
      const path = formatPath([...list, index, key]);
      return [{ path, message: `must be unique: ${formatPath([...list, first])} has the same` }];
    });
  });
}
