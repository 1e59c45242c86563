/** A reply of Redis: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
export type RedisReply = string | number | null | RedisReply[];

/** The value of a reply, and where it ends; null: it is incomplete. Throws what Redis calls an error. */
export function parseReply(text: Buffer, start = 0): { reply: RedisReply; end: number } | null {
  const lineEnd = text.indexOf('\r\n', start);
  if (lineEnd < 0) return null;
  const line = text.toString('utf8', start + 1, lineEnd);
  const next = lineEnd + 2;
  switch (String.fromCharCode(text[start]!)) {
    case '+':
      return { reply: line, end: next };
    case '-':
      throw new Error(line);
    case ':':
      return { reply: Number(line), end: next };
    case '$':
      return bulk(text, next, Number(line));
    case '*':
      return list(text, next, Number(line));
    default:
      throw new Error(`Redis answered ${line}`);
  }
}

function bulk(text: Buffer, start: number, length: number): { reply: RedisReply; end: number } | null {
  if (length < 0) return { reply: null, end: start };
  const end = start + length;
  return end + 2 > text.length ? null : { reply: text.toString('utf8', start, end), end: end + 2 };
}

function list(text: Buffer, start: number, length: number): { reply: RedisReply; end: number } | null {
  const items: RedisReply[] = [];
  let end = start;
  for (let index = 0; index < length; index += 1) {
    const item = parseReply(text, end);
    if (item === null) return null;
    items.push(item.reply);
    end = item.end;
  }
  return { reply: length < 0 ? null : items, end };
}
