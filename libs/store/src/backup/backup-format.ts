/** A text, or Base64 where the bytes are not valid UTF-8. */
export type BackupText = string | { base64: string };

/**
 * Entries of one key in the order of insertion: `string` one, `hash` fields and values in turn, `zset` members and
 * scores in turn.
 */
export type BackupEntries =
  | { type: 'string' | 'hash' | 'list' | 'set' | 'zset'; entries: BackupText[] }
  /** Ids, each with fields and values in turn. `lastId`, in the last part: the last id ever given, which no other entry may get. */
  | { type: 'stream'; entries: [id: string, fields: BackupText[]][]; lastId: string | null };

/** A key, or a part of a large one: its parts follow one another. */
export type BackupPart = BackupEntries & {
  /** Without the prefix and its colon. */
  key: string;
  /** Epoch milliseconds by the clock of Redis; null: it stays. */
  expiresAt: number | null;
};

export function backupText(bytes: Buffer): BackupText {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : { base64: bytes.toString('base64') };
}

export const bytesOf = (text: BackupText): Buffer =>
  typeof text === 'string' ? Buffer.from(text, 'utf8') : Buffer.from(text.base64, 'base64');
