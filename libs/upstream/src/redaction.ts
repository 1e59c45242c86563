const SECRET_NAMES =
  /^(x-api-session|api-session|session-credential|authorization|x-auth-token|x-subject-token|access_?token|password|passcode|client_?secret|cookie|set-cookie|secret)$/i;
const MASK = '[redacted]';

/** Masks known secrets wherever they stand in a text, whatever it is. Values under 4 characters are left alone. */
export function redactText(text: string, secrets: Iterable<string>): string {
  let redacted = text;
  for (const secret of secrets) if (secret.length >= 4) redacted = redacted.replaceAll(secret, MASK);
  return redacted;
}

/** A deep copy of a JSON value with the values of secret-looking names, and every known secret, masked. */
export function redactValue(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, SECRET_NAMES.test(name) ? MASK : redactValue(item, secrets)]),
  );
}

/** The credentials of a connection that must never leave the process: all of `auth` but the account names. */
export function secretsOf(auth: Record<string, string>): string[] {
  const isPublic = (name: string) =>
    ['user', 'userid', 'domain', 'project', 'iamUrl', 'tokenUrl', 'clientId'].includes(name);
  return Object.entries(auth).flatMap(([name, value]) => (isPublic(name) ? [] : [value]));
}
