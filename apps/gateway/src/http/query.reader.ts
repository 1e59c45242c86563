import { invalidRequest, MAX_FAULTS } from '../problems/faults.js';
import type { Fault } from '../problems/problem.exception.js';
import { parseMoment } from './moments.js';

export type Query = Record<string, unknown>;

const MAX_VALUES = 100;

/** Reads query parameters and collects every fault. Several values are separated by commas, or repeated. */
export class QueryReader {
  private readonly faults: Fault[] = [];
  private count = 0;

  constructor(
    private readonly query: Query,
    known: Iterable<string>,
  ) {
    const names = new Set(known);
    for (const name of Object.keys(query)) if (!names.has(name)) this.fault(name, 'There is no such parameter.');
  }

  fault(parameter: string, detail: string): void {
    this.count += 1;
    if (this.faults.length < MAX_FAULTS) this.faults.push({ pointer: `?${parameter}`, detail });
  }

  several(name: string): string[] | null {
    const texts = this.texts(name)
      .flatMap((text) => text.split(','))
      .filter((text) => text !== '');
    const values = this.notTooMany(name, [...new Set(texts)]);
    return values.length === 0 ? null : values;
  }

  named(name: string, form: RegExp, description: string): string[] | null {
    const values = this.several(name);
    if (values?.some((value) => !form.test(value))) this.fault(name, `Must be ${description}.`);
    return values;
  }

  /** The first values, and a fault where there are too many. */
  notTooMany<Value>(name: string, values: Value[]): Value[] {
    if (values.length <= MAX_VALUES) return values;
    this.fault(name, `Must have ${MAX_VALUES} values at most.`);
    return values.slice(0, MAX_VALUES);
  }

  oneOf<Value extends string>(name: string, allowed: readonly Value[]): Value[] | null {
    const values = this.several(name);
    for (const value of values ?? []) {
      if (!allowed.includes(value as Value)) this.fault(name, `Must be one of ${allowed.join(', ')}.`);
    }
    return values as Value[] | null;
  }

  single(name: string): string | null {
    const values = this.texts(name).filter((text) => text !== '');
    if (values.length > 1) this.fault(name, 'Must occur once.');
    return values[0] ?? null;
  }

  /** Larger numbers count as `most`. */
  limit(usual: number, most: number): number {
    const value = this.single('limit');
    if (value === null) return usual;
    if (!/^\d{1,9}$/.test(value) || Number(value) < 1) {
      this.fault('limit', `Must be a whole number from 1; more than ${most} counts as ${most}.`);
    }
    return Math.min(most, Number(value));
  }

  moment(name: string): number | null {
    const value = this.single(name);
    if (value === null) return null;
    // An unescaped plus sign of an offset arrives as a space.
    const parsed = parseMoment(value.replace(/ (?=\d{2}:\d{2}$)/, '+'));
    if (parsed === null) this.fault(name, 'Must be an RFC 3339 time with its offset, such as 2026-11-21T08:00:00Z.');
    return parsed;
  }

  /** Unsplit, one for each repetition. */
  texts(name: string): string[] {
    const value = this.query[name];
    return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');
  }

  throwFaults(): void {
    if (this.count > 0) throw invalidRequest('Some parameters have the wrong form.', this.faults, this.count);
  }
}
