import { z } from 'zod';

const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const BYTES = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 } as const;

/** `count` per `perMs` milliseconds. */
export interface Rate {
  count: number;
  perMs: number;
}

/** `300ms`, `10s`, `5m`, `2h`, `7d` in milliseconds; null for any other text. */
export function parseDuration(text: string): number | null {
  return parseAmount(text, MILLISECONDS);
}

/** `512B`, `64KB`, `8MB`, `1GB` in bytes, a KB being 1024 of them; null for any other text. */
export function parseSize(text: string): number | null {
  return parseAmount(text, BYTES);
}

/** `100/s`, `600/m`, `5000/h`; null for any other text. */
export function parseRate(text: string): Rate | null {
  const [, count, unit] = /^(\d+)\/([smh])$/.exec(text) ?? [];
  if (count === undefined || !Number.isSafeInteger(Number(count))) return null;
  return { count: Number(count), perMs: MILLISECONDS[unit as 's' | 'm' | 'h'] };
}

function parseAmount(text: string, units: Readonly<Record<string, number>>): number | null {
  const [, amount, unit] = /^(\d+)([A-Za-z]+)$/.exec(text) ?? [];
  if (amount === undefined || unit === undefined || !Object.hasOwn(units, unit)) return null;
  const value = Number(amount) * units[unit]!;
  return Number.isSafeInteger(value) ? value : null;
}

/** The longest delay of a timer: Node.js fires one that is set to more at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** Milliseconds from a duration between two bounds, both included. */
export const duration = (minimumMs: number, maximumMs = Number.MAX_SAFE_INTEGER) =>
  quantity(parseDuration, 'must be a duration such as 300ms, 10s, 5m, 2h or 7d').pipe(
    z.number().min(minimumMs, 'is too short').max(maximumMs, 'is too long'),
  );

/** Bytes, at least one. */
export const size = () =>
  quantity(parseSize, 'must be a size such as 64KB or 8MB').pipe(z.number().min(1, 'must be at least 1B'));

export const rate = () =>
  quantity(parseRate, 'must be a rate such as 100/s or 600/m').refine(({ count }) => count > 0, 'must be at least 1');

function quantity<Value>(parse: (text: string) => Value | null, fault: string) {
  return z.string({ error: fault }).transform((text, context): Value => {
    const value = parse(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: fault });
    return z.NEVER;
  });
}
