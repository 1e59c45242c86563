import { ValueEncryption, type EncryptionKey } from '../encryption/value-encryption.js';
import type { StoredKind } from './current-formats.js';

/** A value that is damaged, or in a form that this version does not know. */
export interface UnreadableValue {
  kind: StoredKind;
  /** Name of the Redis key. */
  key: string;
  /** Field of a hash, or what else identifies it under the key; null: the value is the only one. */
  part: string | null;
}

/** Beyond this, values are counted and not reported. */
const MAX_REPORTED = 1_000;

/** The prefix and the connection, whose name may change. */
const OWNER = /^[^:]*:(?:\{[^}]*\}:)?/;

/**
 * Decodes and encrypts values other than job records. An unreadable value counts as absent, and is reported once.
 * Values with secrets are encrypted if there is a key.
 */
export class StoredValues {
  private readonly reported = new Set<string>();
  private encryption = new ValueEncryption([]);
  private listener: (text: UnreadableValue, isNew: boolean) => void = () => undefined;

  /** `isNew`: first report of this value. */
  onUnreadable(listener: (text: UnreadableValue, isNew: boolean) => void): void {
    this.listener = listener;
  }

  /** The first key encrypts (null: plain text), all of them decrypt. */
  useKeys(keys: readonly (EncryptionKey | null)[]): void {
    this.encryption = new ValueEncryption(keys);
  }

  /** Whether values are encrypted. */
  get isEncrypting(): boolean {
    return this.encryption.isEnabled;
  }

  encrypt(place: UnreadableValue, text: string): string {
    return this.encryption.encrypt(text, bindingOf(place));
  }

  /** Throws on a text that is damaged, or of another key or place; a plain text is returned. */
  decrypt(place: UnreadableValue, text: string): string {
    return this.encryption.decrypt(text, bindingOf(place));
  }

  /** Whether a value is encrypted with the first key, or plain if there is none. */
  isUpToDate(text: string): boolean {
    return this.encryption.isEncryptedWithFirstKey(text);
  }

  /** null: it cannot be read. `read` throws then, whatever it throws. */
  read<Value>(place: UnreadableValue, text: string, read: (text: string) => Value): Value | null {
    try {
      return read(this.decrypt(place, text));
    } catch {
      this.report(place);
      return null;
    }
  }

  /** The same for many; without those that cannot be read. */
  readAll<Value>(place: UnreadableValue, texts: readonly string[], read: (text: string) => Value): Value[] {
    return texts.flatMap((text) => {
      const value = this.read(place, text, read);
      return value === null ? [] : [value];
    });
  }

  private report(place: UnreadableValue): void {
    const name = `${place.kind} ${place.key} ${place.part ?? ''}`;
    const isNew = !this.reported.has(name) && this.reported.size < MAX_REPORTED;
    if (isNew) this.reported.add(name);
    this.listener(place, isNew);
  }
}

/** Without the owner: values move with a renamed connection, and into another prefix with a backup. */
function bindingOf({ kind, key, part }: UnreadableValue): string {
  return JSON.stringify([kind, key.replace(OWNER, ''), part]);
}
