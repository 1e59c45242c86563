import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from './configuration.js';

/** Where two configurations differ, as paths; connections by their names. Never values: they may be secret. */
export function differences(before: Configuration, after: Configuration): string[] {
  return [
    ...membersThatDiffer('gateway', before.gateway, after.gateway),
    ...membersThatDiffer('access', before.access, after.access),
    ...membersThatDiffer('webhooks', before.webhooks, after.webhooks),
    ...membersThatDiffer('tracking', before.tracking, after.tracking),
    ...connectionsThatDiffer(before, after),
  ];
}

function membersThatDiffer<Section extends object>(path: string, before: Section, after: Section): string[] {
  const names = Object.keys({ ...before, ...after }) as (keyof Section & string)[];
  return names.filter((name) => !isDeepStrictEqual(before[name], after[name])).map((name) => `${path}.${name}`);
}

function connectionsThatDiffer(before: Configuration, after: Configuration): string[] {
  const byName = ({ connections }: Configuration) => new Map(connections.map((each) => [each.name, each]));
  const [old, present] = [byName(before), byName(after)];
  const names = [...new Set([...old.keys(), ...present.keys()])];
  const changed = names.filter((name) => !isDeepStrictEqual(old.get(name), present.get(name)));
  return changed.map((name) => `connections.${name}`);
}
