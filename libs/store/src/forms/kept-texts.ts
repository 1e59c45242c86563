import type { KeptKind } from './form.table.js';

/** A text that stands in Redis in a form that this version does not know, or damaged. */
export interface UnreadableText {
  kind: KeptKind;
  /** Name of the Redis key. */
  key: string;
  /** Field of a hash, or whatever tells it from others under the key; null: the text is all that is there. */
  part: string | null;
}

/** More than an operator reads; a process that meets more of them counts them, and does not tell of each. */
const MOST_TOLD = 1_000;

/**
 * Reads texts of all kinds but job records. One that cannot be read is as if it were not there, for whoever reads it: it
 * keeps back nothing else. Each is told once.
 */
export class KeptTexts {
  private readonly told = new Set<string>();
  private tell: (text: UnreadableText, isNew: boolean) => void = () => undefined;

  /** Is told whenever a text cannot be read; `isNew`: not yet told of this one. */
  onUnreadable(listener: (text: UnreadableText, isNew: boolean) => void): void {
    this.tell = listener;
  }

  /** null: it cannot be read. `read` throws then, whatever it throws. */
  read<Value>(place: UnreadableText, text: string, read: (text: string) => Value): Value | null {
    try {
      return read(text);
    } catch {
      this.report(place);
      return null;
    }
  }

  /** The same for many; without those that cannot be read. */
  readAll<Value>(place: UnreadableText, texts: readonly string[], read: (text: string) => Value): Value[] {
    return texts.flatMap((text) => {
      const value = this.read(place, text, read);
      return value === null ? [] : [value];
    });
  }

  private report(place: UnreadableText): void {
    const name = `${place.kind} ${place.key} ${place.part ?? ''}`;
    const isNew = !this.told.has(name) && this.told.size < MOST_TOLD;
    if (isNew) this.told.add(name);
    this.tell(place, isNew);
  }
}
