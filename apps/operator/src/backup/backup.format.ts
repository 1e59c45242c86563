/**
 * A backup is JSON lines, compressed with gzip: a header, a line for each part of a key, a trailer. Without its trailer a
 * file is not whole.
 */
export const BACKUP_VERSION = 1;

export interface BackupHeader {
  jobgateBackup: number;
  /** `redis.prefix` */
  prefix: string;
  /** ISO 8601, by the clock of the machine on which it was made. */
  madeAt: string;
}

export interface BackupTrailer {
  /** How many lines there are between header and trailer. */
  parts: number;
  /** Of all lines before, line ends included; hexadecimal. */
  sha256: string;
}
