const LEVELS = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };
const NAME_WIDTH = 9;
const OWN_FIELDS = new Set(['level', 'time', 'msg', 'pid', 'hostname', 'service', 'name', 'v', 'stack']);

/** One line of a child for the terminal: its name, then the line; a JSON log entry is written out in words. */
export function formatLine(name, line) {
  return `${name.padEnd(NAME_WIDTH)} | ${inWords(line) ?? line}`;
}

/** The level of a JSON log entry as a number of pino's scale; null for any other line. */
export function levelOf(line) {
  return entryOf(line)?.level ?? null;
}

function inWords(line) {
  const entry = entryOf(line);
  if (!entry) return null;
  const fields = Object.entries(entry)
    .filter(([field]) => !OWN_FIELDS.has(field))
    .map(([field, value]) => `${field}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [LEVELS[entry.level] ?? entry.level, entry.msg, ...fields].join(' ');
}

function entryOf(line) {
  if (!line.startsWith('{')) return null;
  try {
    const entry = JSON.parse(line);
    return typeof entry.level === 'number' && typeof entry.msg === 'string' ? entry : null;
  } catch {
    return null;
  }
}
