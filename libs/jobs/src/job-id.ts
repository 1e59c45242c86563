/** `<connection>~<key>`: the address of a job, built and parsed without a database. */
export interface JobAddress {
  connection: string;
  key: string;
}

export const MAX_JOB_ID_LENGTH = 512;
export const CONNECTION_NAME = /^[a-z0-9][a-z0-9-]{0,38}$/;
const PLAIN_KEY = /^[A-Za-z0-9._-]+$/;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** A key made only of `A-Z a-z 0-9 . _ -` is kept; any other is written `~` + base64url of its UTF-8 bytes. */
export function formatJobId({ connection, key }: JobAddress): string {
  const written = PLAIN_KEY.test(key) ? key : `~${Buffer.from(key, 'utf8').toString('base64url')}`;
  return `${connection}~${written}`;
}

/**
 * The address that an id names, or null when the text is not an id. There is one spelling per job: a key that could
 * stand plain must not be encoded, and an encoding must be the one that formatJobId writes.
 */
export function parseJobId(id: string): JobAddress | null {
  if (id.length > MAX_JOB_ID_LENGTH) return null;
  const separator = id.indexOf('~');
  if (separator < 0) return null;
  const connection = id.slice(0, separator);
  if (!CONNECTION_NAME.test(connection)) return null;
  const key = parseWrittenKey(id.slice(separator + 1));
  return key === null ? null : { connection, key };
}

function parseWrittenKey(written: string): string | null {
  if (PLAIN_KEY.test(written)) return written;
  if (!written.startsWith('~') || !BASE64URL.test(written.slice(1))) return null;
  const key = Buffer.from(written.slice(1), 'base64url').toString('utf8');
  const isCanonical = !PLAIN_KEY.test(key) && formatJobId({ connection: 'c', key }) === `c~${written}`;
  return isCanonical ? key : null;
}

/** Whether a key fits into an id of this connection. */
export function isAddressable(address: JobAddress): boolean {
  const isWellFormed = address.key.isWellFormed();
  return address.key.length > 0 && isWellFormed && formatJobId(address).length <= MAX_JOB_ID_LENGTH;
}
