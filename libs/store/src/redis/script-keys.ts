/**
 * The keys of a script, each once, with their numbers for arguments. Redis Cluster routes by KEYS alone:
 * https://redis.io/docs/latest/develop/programmability/eval-intro/#script-parameterization
 */
export class ScriptKeys {
  readonly names: string[];
  private readonly numbers: Map<string, number>;

  constructor(...first: string[]) {
    this.names = first;
    this.numbers = new Map(first.map((name, index) => [name, index + 1]));
  }

  /** The number of a key in KEYS, which count from 1. */
  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.push(name);
    this.numbers.set(name, number);
    return number;
  }
}
