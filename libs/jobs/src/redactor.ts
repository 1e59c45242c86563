import { ExactNumber } from './exact-json.js';
import { isSecretName, MASK } from './secret-name.js';

/** Shorter ones would mask half of every text. */
const MIN_SECRET_LENGTH = 4;
/** Upstreams choose names, and so how many there are. */
const MAX_CACHED_NAMES = 1_000;

/** Masks the values of secret-looking names, and known secrets wherever they stand. */
export class Redactor {
  private secrets: readonly string[] = [];
  private readonly secretNames = new Map<string, boolean>();

  constructor(secrets: Iterable<string> = []) {
    this.addSecrets(secrets);
  }

  addSecrets(secrets: Iterable<string>): void {
    const all = [...new Set([...this.secrets, ...secrets])].filter(({ length }) => length >= MIN_SECRET_LENGTH);
    // A secret that begins with another would keep its tail.
    this.secrets = all.sort((one, other) => other.length - one.length);
  }

  text(text: string): string {
    return this.masked(text);
  }

  /** A deep copy of a JSON value, names masked as well. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    return this.members(value, (item) => this.value(item));
  }

  protected masked(text: string): string {
    let redacted = text;
    for (const secret of this.secrets) if (redacted.includes(secret)) redacted = redacted.replaceAll(secret, MASK);
    return redacted;
  }

  protected members(object: object, copy: (item: unknown) => unknown): Record<string, unknown> {
    const masked = (name: string, item: unknown) => (this.isSecret(name) ? (item == null ? item : MASK) : copy(item));
    return Object.fromEntries(Object.entries(object).map(([name, item]) => [this.masked(name), masked(name, item)]));
  }

  private isSecret(name: string): boolean {
    const known = this.secretNames.get(name);
    if (known !== undefined) return known;
    const isSecret = isSecretName(name);
    if (this.secretNames.size < MAX_CACHED_NAMES) this.secretNames.set(name, isSecret);
    return isSecret;
  }
}
