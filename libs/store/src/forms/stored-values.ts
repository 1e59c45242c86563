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
const MOST_TOLD = 1_000;

/** In front of what tells keys of one kind apart: the prefix, and the connection, whose name may change. */
const OWNER = /^[^:]*:(?:\{[^}]*\}:)?/;

/**
 * Reads texts of all kinds but job records. One that cannot be read is as if it were not there, for whoever reads it: it
 * keeps back nothing else. Each is told once. Those that hold secrets, or what callers send to upstreams, are sealed where
 * there is a key for it.
 */
export class StoredValues {
  private readonly told = new Set<string>();
  private sealing = new ValueEncryption([]);
  private tell: (text: UnreadableValue, isNew: boolean) => void = () => undefined;

  /** Is told whenever a text cannot be read; `isNew`: not yet told of this one. */
  onUnreadable(listener: (text: UnreadableValue, isNew: boolean) => void): void {
    this.tell = listener;
  }

  /** The first key seals, null leaves texts as they are; all of them open what they sealed. */
  sealWith(keys: readonly (EncryptionKey | null)[]): void {
    this.sealing = new ValueEncryption(keys);
  }

  /** Whether texts are sealed. */
  get seals(): boolean {
    return this.sealing.seals;
  }

  /** As it is to be kept there. */
  sealed(place: UnreadableValue, text: string): string {
    return this.sealing.seal(text, bindingOf(place));
  }

  /** Throws on a text that was sealed by another key or for another place, or is damaged; one that is not sealed is returned. */
  opened(place: UnreadableValue, text: string): string {
    return this.sealing.open(text, bindingOf(place));
  }

  /** Whether a text is as it would be kept now: sealed by the first key, or plain where nothing is sealed. */
  isUpToDate(text: string): boolean {
    return this.sealing.isSealedByFirst(text);
  }

  /** null: it cannot be read. `read` throws then, whatever it throws. */
  read<Value>(place: UnreadableValue, text: string, read: (text: string) => Value): Value | null {
    try {
      return read(this.opened(place, text));
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
    const isNew = !this.told.has(name) && this.told.size < MOST_TOLD;
    if (isNew) this.told.add(name);
    this.tell(place, isNew);
  }
}

/** A text goes with its connection to another name, and into another prefix with a backup. */
function bindingOf({ kind, key, part }: UnreadableValue): string {
  return JSON.stringify([kind, key.replace(OWNER, ''), part]);
}
