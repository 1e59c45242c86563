import type { Call } from '../wire.js';

const BACKUP_SOURCES = ['running', 'saved', 'editing'];
const RESTORE_SOURCES = ['running', 'saved', 'backupFile'];
const ACTIONS: Record<string, readonly string[]> = { POST: ['activate', 'backup'], PUT: ['save', 'verify', 'restore'] };

/** What is wrong with a management request, or nothing. */
export function managementFault(call: Call): string | undefined {
  const action = call.query.get('action') ?? '';
  if (!(ACTIONS[call.method] ?? []).includes(action)) return `Invalid action '${action}'.`;
  const filename = call.query.get('filename');
  if (filename !== null && filename.includes('/')) return 'filename must not contain a path.';
  if (action === 'backup') {
    if (!BACKUP_SOURCES.includes(call.query.get('backupSource') ?? '')) return 'Missing or invalid backupSource.';
    if (!filename) return 'Missing filename.';
  }
  if (action === 'restore') {
    const source = call.query.get('restoreSource') ?? '';
    if (!RESTORE_SOURCES.includes(source)) return 'Missing or invalid restoreSource.';
    if (source === 'backupFile' && !filename) return 'Missing filename.';
  }
  return undefined;
}
