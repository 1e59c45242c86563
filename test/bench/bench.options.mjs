import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Reads `--name value` for every default given; numbers stay numbers. `--profile <folder>` is known to every benchmark.
 * @template Defaults
 * @param {Defaults} defaults
 * @returns {Defaults & {profile?: string}}
 */
export function readOptions(defaults) {
  const names = [...Object.keys(defaults), 'profile'];
  const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) });
  const read = Object.entries(values).map(([name, text]) => {
    if (name === 'profile') return [name, resolve(text)];
    if (typeof defaults[name] !== 'number') return [name, text];
    if (!(Number(text) > 0)) throw new Error(`--${name} must be a number above 0, not ${text}.`);
    return [name, Number(text)];
  });
  return { ...defaults, ...Object.fromEntries(read) };
}
