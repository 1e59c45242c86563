/** The members of a comma-separated header (RFC 9110 §5.6.1). */
export function listMembers(value: string): string[] {
  return splitOutsideQuotes(value, ',').filter((member) => member !== '');
}

/** `name`, `name=token` or `name="quoted"`: the name in lower case, the value without quotes, '' when there is none. */
export function parseParameter(text: string): { name: string; value: string } {
  const separator = text.indexOf('=');
  if (separator < 0) return { name: text.trim().toLowerCase(), value: '' };
  return { name: text.slice(0, separator).trim().toLowerCase(), value: unquoted(text.slice(separator + 1).trim()) };
}

export function splitOutsideQuotes(value: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  for (let index = 0; index < value.length; index += 1) {
    const character = value[index]!;
    if (isQuoted && character === '\\') {
      part += character + (value[(index += 1)] ?? '');
      continue;
    }
    if (character === '"') isQuoted = !isQuoted;
    if (character === separator && !isQuoted) {
      parts.push(part.trim());
      part = '';
    } else {
      part += character;
    }
  }
  parts.push(part.trim());
  return parts;
}

function unquoted(text: string): string {
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"')
    ? text.slice(1, -1).replace(/\\(.)/g, '$1')
    : text;
}
