import { format } from 'prettier';

/** The members of a value that are named, in this order; `a.b` names one inside of another. */
export function shortened(value, names) {
  const picked = {};
  for (const name of names) {
    const [first, ...rest] = name.split('.');
    if (rest.length === 0) picked[first] = value[first];
    else picked[first] = { ...picked[first], ...shortened(value[first], [rest.join('.')]) };
  }
  return picked;
}

/** JSON for people: what fits stands on one line. */
export async function asJson(value) {
  const text = await format(JSON.stringify(value), { parser: 'json', printWidth: 120 });
  return text.trimEnd();
}
