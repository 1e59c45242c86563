const SECRET_NAMES =
  /^(x-api-session|api-session|session-credential|shared-secret-key|authorization|proxy-authorization|x-auth-token|x-subject-token|x-api-key|api_?key|(access|refresh|id)_?token|token|(new-)?password|passcode|passphrase|client_?secret|cookie|set-cookie|secret)$/i;
const MASK = '[redacted]';
const SHORTEST_SECRET = 4;

/** Masks known secrets wherever they stand in a text, whatever it is. Values under 4 characters are left alone. */
export function redactText(text: string, secrets: Iterable<string>): string {
  const longestFirst = [...secrets].filter((secret) => secret.length >= SHORTEST_SECRET).sort(byLengthDescending);
  return longestFirst.reduce((redacted, secret) => redacted.replaceAll(secret, MASK), text);
}

/** A deep copy of a JSON value with the values of secret-looking names, and every known secret, masked; in names too. */
export function redactValue(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      redactText(name, secrets),
      SECRET_NAMES.test(name) ? MASK : redactValue(item, secrets),
    ]),
  );
}

// A secret that begins with another would keep its tail.
const byLengthDescending = (one: string, other: string): number => other.length - one.length;

/** The credentials of a connection that must never leave the process: all of `auth` but the account names. */
export function secretsOf(auth: Record<string, string>): string[] {
  const isPublic = (name: string) =>
    ['user', 'userid', 'domain', 'project', 'iamUrl', 'tokenUrl', 'clientId'].includes(name);
  return Object.entries(auth).flatMap(([name, value]) => (isPublic(name) ? [] : [value]));
}
