type Fields = Readonly<Record<string, string>>;

/** Fields as lines of a head, behind those of `usual`, whose places they take: the lines of `{ ...usual, ...fields }`. */
export function headerLines(fields: Fields, usual: Fields = {}): string {
  let lines = '';
  for (const name in usual) lines += `${name}: ${fields[name] ?? usual[name]}\r\n`;
  for (const name in fields) if (!(name in usual)) lines += `${name}: ${fields[name]}\r\n`;
  return lines;
}
