import { hash, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { UpstreamConnection } from '../connection.js';

const LETTERS = 22;
/**
 * Enough to tell changed credentials from refused ones nearly always, and too little to find a password with: one in 256
 * of all passwords has the same byte.
 */
const MARK_BYTES = 1;

/** Whose credentials a session uses, and where they are checked. */
export interface Account {
  /** Of the log-on, or of the upstream itself; its origin counts. */
  url: string;
  /** As the upstream knows it, unique at that address. */
  name: string;
}

/** The same for all connections with the same account. */
export function accountName({ url, name }: Account): string {
  return hash('sha256', `${originOf(url)}\n${name}`, 'base64url').slice(0, LETTERS);
}

/** Tells the credentials of an account from others that it had. Takes tens of milliseconds on purpose. */
export async function credentialsMark(account: string, { auth }: UpstreamConnection): Promise<string> {
  const text = JSON.stringify(Object.entries(auth).sort());
  const derived = (await promisify(scrypt)(text, account, MARK_BYTES)) as Buffer;
  return derived.toString('hex');
}

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return url;
  }
}
