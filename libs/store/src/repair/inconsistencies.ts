/** What is wrong with one key, or with several that cannot be read. */
export interface Inconsistency {
  /** `derived`: it says otherwise than what it is derived from. `unreadable`: another version wrote it, or it is damaged. */
  kind: 'derived' | 'unreadable';
  /** The Redis key; of what cannot be read, the kind of thing. */
  name: string;
  /** How many entries. */
  count: number;
  /** How many of them were put right. */
  repaired: number;
  /** Some of the entries: job keys, lanes, subscriptions, names of Redis keys. */
  examples: string[];
}

const MAX_EXAMPLES = 20;

/** Counts disagreements by key: however many there are, little is kept of them. */
export class Inconsistencies {
  private readonly byName = new Map<string, Inconsistency>();

  /** In the order of their names. */
  get all(): Inconsistency[] {
    return [...this.byName.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
  }

  add(kind: Inconsistency['kind'], name: string, example: string, isRepaired: boolean): void {
    const known = this.byName.get(name) ?? { kind, name, count: 0, repaired: 0, examples: [] };
    this.byName.set(name, known);
    known.count += 1;
    if (isRepaired) known.repaired += 1;
    if (known.examples.length < MAX_EXAMPLES && !known.examples.includes(example)) known.examples.push(example);
  }
}
