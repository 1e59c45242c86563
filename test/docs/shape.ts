/** The documents of a block of JSON: one, or one behind the other. */
export function jsonDocuments(text: string): unknown[] {
  const documents: unknown[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const end = endOfDocument(rest);
    documents.push(JSON.parse(rest.slice(0, end)));
    rest = rest.slice(end).trim();
  }
  return documents;
}

/** Braces in texts do not count: the pages have none. */
function endOfDocument(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '{' || text[index] === '[') depth += 1;
    if (text[index] === '}' || text[index] === ']') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return text.length;
}

/**
 * Where an answer lacks what a page shows of it, as paths: a member that is not there, another type. A page shows a part;
 * null stands for what may be null, and an item of a list has to be like one of the answer's.
 */
export function shapeFaults(shown: unknown, answer: unknown, path = ''): string[] {
  if (Array.isArray(shown)) {
    if (!Array.isArray(answer)) return [`${path}: no list`];
    return shown.flatMap((item, index) => {
      const tries = answer.map((one: unknown) => shapeFaults(item, one, `${path}[${index}]`));
      return tries.some((faults) => faults.length === 0) ? [] : (tries[0] ?? [`${path}: empty`]);
    });
  }
  if (typeof shown === 'object' && shown !== null) {
    if (answer === null && path !== '') return [];
    if (typeof answer !== 'object' || answer === null) return [`${path}: no object`];
    return Object.entries(shown).flatMap(([name, value]) =>
      Object.hasOwn(answer, name)
        ? shapeFaults(value, (answer as Record<string, unknown>)[name], `${path}.${name}`)
        : [`${path}.${name}: missing`],
    );
  }
  if (shown === null || answer === null || typeof shown === typeof answer) return [];
  return [`${path}: ${typeof answer} instead of ${typeof shown}`];
}
