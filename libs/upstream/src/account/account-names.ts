import { hash, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { UpstreamConnection } from '../connection.js';

const LETTERS = 22;
/** Enough to distinguish changed credentials from refused ones, too little to find a password with. */
const MARK_BYTES = 1;

export interface Account {
  /** Of the log-on, or of the upstream itself; its origin counts. */
  url: string;
  /** As the upstream knows it, unique at that address. */
  name: string;
}

export function accountName({ url, name }: Account): string {
  return hash('sha256', `${originOf(url)}\n${name}`, 'base64url').slice(0, LETTERS);
}

/** Distinguishes credentials of an account. Takes tens of milliseconds on purpose. */
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
