/** Errors of one key, or of unreadable values of one kind. */
export interface Inconsistency {
  /** `derived`: differs from its source. `unreadable`: damaged, or of another version. */
  kind: 'derived' | 'unreadable';
  /** The Redis key; of unreadable values, their kind. */
  name: string;
  /** How many entries. */
  count: number;
  /** How many of them were put right. */
  repaired: number;
  /** Some of the entries: job keys, partitions, subscriptions, names of Redis keys. */
  examples: string[];
}

const MAX_EXAMPLES = 20;

/** Counts inconsistencies by key. */
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
