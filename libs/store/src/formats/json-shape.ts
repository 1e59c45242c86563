type Shape = 'string' | 'number' | 'array' | 'object';

/** Parses an object and checks types of its members. Throws otherwise. */
export function readObject<Kept extends object>(text: string, members: Partial<Record<keyof Kept, Shape>>): Kept {
  const value: unknown = JSON.parse(text);
  if (!is(value, 'object')) throw new TypeError('No object.');
  for (const [name, shape] of Object.entries(members) as [string, Shape][]) {
    if (!is((value as Record<string, unknown>)[name], shape)) throw new TypeError(`No ${name}.`);
  }
  return value as Kept;
}

function is(value: unknown, shape: Shape): boolean {
  if (shape === 'array') return Array.isArray(value);
  if (shape === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === shape;
}
