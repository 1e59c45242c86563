/** The replacement for a secret. */
export const MASK = '[redacted]';

/** In lower case and without anything but letters: `X-API-Key`, `clientSecret`, `refresh_token`, `adminPassword`. */
const SECRET_NAME =
  /^(auth|cookie|setcookie)$|authorization|apikey|apisession|password|passwd|passphrase|passcode|secret|token$|credential|privatekey/;
/** Short words name a secret only where they stand alone: `adminPass`, `user_pwd`, and not `bypass` or `passed`. */
const SECRET_TERMS: readonly string[] = ['pass', 'pwd'];

/**
 * Whether the value under this name is a secret, however the name is spelt. The one rule for all that leaves the process
 * beside results: logs, traces, last answers.
 */
export function isSecretName(name: string): boolean {
  if (SECRET_NAME.test(name.toLowerCase().replaceAll(/[^a-z]/g, ''))) return true;
  const values = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return values.some((value) => SECRET_TERMS.includes(value));
}
