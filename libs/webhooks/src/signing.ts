import { createHmac, randomBytes } from 'node:crypto';
import type { SigningSecret } from './subscription.js';

const PREFIX = 'whsec_';
/** Between 24 and 64: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const SECRET_BYTES = 32;
/** So long a secret is still used beside the one that took its place. */
export const ROTATION_MS = 24 * 3_600_000;

export function newSecret(): SigningSecret {
  return { value: PREFIX + randomBytes(SECRET_BYTES).toString('base64'), until: null };
}

/** A new secret before the present one, which goes on for a day; older ones end. */
export function rotated(secrets: readonly SigningSecret[], now: number): SigningSecret[] {
  const [present] = secrets;
  return [newSecret(), ...(present ? [{ ...present, until: now + ROTATION_MS }] : [])];
}

export function validSecrets(secrets: readonly SigningSecret[], now: number): string[] {
  return secrets.filter(({ until }) => until === null || until > now).map(({ value }) => value);
}

/** The value of `webhook-signature`: one signature for each secret, by the scheme of Standard Webhooks. */
export function signatureOf(secrets: readonly string[], id: string, timestamp: number, body: string): string {
  const signed = `${id}.${timestamp}.${body}`;
  const signatures = secrets.map((secret) =>
    createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
      .update(signed)
      .digest('base64'),
  );
  return signatures.map((signature) => `v1,${signature}`).join(' ');
}
