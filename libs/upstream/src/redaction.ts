import { ExactNumber, isSecretName, MASK } from '#libs/jobs';

const MIN_SECRET_LENGTH = 4;
const MAX_NAMES = 1_000;

/** Masks known secrets wherever they stand in a text, whatever it is. Values under 4 characters are left alone. */
export function redactText(text: string, secrets: Iterable<string>): string {
  return createRedactor(secrets).text(text);
}

/** A deep copy of a JSON value with the values of secret-looking names, and every known secret, masked; in names too. */
export function redactValue(value: unknown, secrets: Iterable<string>): unknown {
  return createRedactor(secrets).value(value);
}

/** Masks the same secrets again and again. */
export interface Redactor {
  text(text: string): string;
  value(value: unknown): unknown;
}

export function createRedactor(secrets: Iterable<string>): Redactor {
  const longestFirst = [...secrets].filter((secret) => secret.length >= MIN_SECRET_LENGTH).sort(byLengthDescending);
  const known = new Map<string, boolean>();
  const namesSecret = (name: string): boolean => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const isSecret = isSecretName(name);
    // Names may be as many as an upstream likes.
    if (known.size < MAX_NAMES) known.set(name, isSecret);
    return isSecret;
  };
  const redactor: Redactor = {
    text(text) {
      let redacted = text;
      for (const secret of longestFirst) if (redacted.includes(secret)) redacted = redacted.replaceAll(secret, MASK);
      return redacted;
    },
    value(value) {
      if (typeof value === 'string') return redactor.text(value);
      if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
      if (Array.isArray(value)) return value.map((item) => redactor.value(item));
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          redactor.text(name),
          namesSecret(name) ? maskOf(item) : redactor.value(item),
        ]),
      );
    },
  };
  return redactor;
}

/** Whether there was a value is worth knowing. */
const maskOf = (value: unknown): unknown => (value === null || value === undefined ? value : MASK);

// A secret that begins with another would keep its tail.
const byLengthDescending = (one: string, other: string): number => other.length - one.length;

/** The credentials of a connection that must never leave the process: all of `auth` but the account names. */
export function secretsOf(auth: Record<string, string>): string[] {
  const isPublic = (name: string) =>
    ['user', 'userid', 'domain', 'project', 'iamUrl', 'tokenUrl', 'clientId'].includes(name);
  return Object.entries(auth).flatMap(([name, value]) => (isPublic(name) ? [] : [value]));
}
