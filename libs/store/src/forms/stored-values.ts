import { ValueEncryption, type EncryptionKey } from '../encryption/value-encryption.js';
import type { KeptKind } from './form.table.js';

/** A text that stands in Redis in a form that this version does not know, or damaged. */
export interface UnreadableValue {
  kind: KeptKind;
  /** Name of the Redis key. */
  key: string;
  /** Field of a hash, or whatever tells it from others under the key; null: the text is all that is there. */
  part: string | null;
}

/** More than an operator reads; a process that meets more of them counts them, and does not tell of each. */
const MAX_REPORTED = 1_000;

/** In front of what tells keys of one kind apart: the prefix, and the connection, whose name may change. */
const OWNER = /^[^:]*:(?:\{[^}]*\}:)?/;

/**
 * Reads texts of all kinds but job records. One that cannot be read is as if it were not there, for whoever reads it: it
 * keeps back nothing else. Each is told once. Those that hold secrets, or what callers send to upstreams, are sealed where
 * there is a key for it.
 */
export class StoredValues {
  private readonly reported = new Set<string>();
  private encryption = new ValueEncryption([]);
  private listener: (text: UnreadableValue, isNew: boolean) => void = () => undefined;

  /** Is told whenever a text cannot be read; `isNew`: not yet told of this one. */
  onUnreadable(listener: (text: UnreadableValue, isNew: boolean) => void): void {
    this.listener = listener;
  }

  /** The first key seals, null leaves texts as they are; all of them open what they sealed. */
  useKeys(keys: readonly (EncryptionKey | null)[]): void {
    this.encryption = new ValueEncryption(keys);
  }

  /** Whether texts are sealed. */
  get isEncrypting(): boolean {
    return this.encryption.isEnabled;
  }

  /** As it is to be kept there. */
  encrypt(place: UnreadableValue, text: string): string {
    return this.encryption.encrypt(text, bindingOf(place));
  }

  /** Throws on a text that was sealed by another key or for another place, or is damaged; one that is not sealed is returned. */
  decrypt(place: UnreadableValue, text: string): string {
    return this.encryption.decrypt(text, bindingOf(place));
  }

  /** Whether a text is as it would be kept now: sealed by the first key, or plain where nothing is sealed. */
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

/** A text goes with its connection to another name, and into another prefix with a backup. */
function bindingOf({ kind, key, part }: UnreadableValue): string {
  return JSON.stringify([kind, key.replace(OWNER, ''), part]);
}
