const NAME_WIDTH = 9;
const OWN_FIELDS = new Set(['level', 'time', 'message', 'service', 'stack']);
const LOUD = new Set(['warn', 'error', 'fatal']);

/** One line of a child for the terminal: its name, then the line; a JSON log entry is written out in words. */
export function formatLine(name, line) {
  return `${name.padEnd(NAME_WIDTH)} | ${inWords(line) ?? line}`;
}

/** Whether the line is a JSON log entry that asks for attention. */
export function isLoud(line) {
  return LOUD.has(entryOf(line)?.level);
}

/** What a line is about, without the job it names: like lines have the same subject. */
export function subjectOf(line) {
  const entry = entryOf(line);
  return entry ? [entry.message, entry.connection, entry.kind].join(' ') : line;
}

function inWords(line) {
  const entry = entryOf(line);
  if (!entry) return null;
  const fields = Object.entries(entry)
    .filter(([field]) => !OWN_FIELDS.has(field))
    .map(([field, value]) => `${field}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [entry.level, entry.message, ...fields].join(' ');
}

function entryOf(line) {
  if (!line.startsWith('{')) return null;
  try {
    const entry = JSON.parse(line);
    return typeof entry.level === 'string' && typeof entry.message === 'string' ? entry : null;
  } catch {
    return null;
  }
}
