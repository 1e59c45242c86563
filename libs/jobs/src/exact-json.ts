import { randomUUID } from 'node:crypto';

/**
 * A number in JSON that a double does not hold, e.g. 9007199254740993 or 1e400, with the digits that were sent. Where a
 * double is asked for (`Number(…)`, `JSON.stringify`), it is the nearest one; `jsonText` writes the digits.
 */
export class ExactNumber {
  constructor(readonly digits: string) {}

  valueOf(): number {
    return Number(this.digits);
  }

  toString(): string {
    return this.digits;
  }

  toJSON(): number | string {
    if (!isWriting) return this.valueOf();
    isMarkWritten = true;
    return MARK + this.digits;
  }
}

/** `JSON.stringify` writes no raw numbers: each is a random mark until the end. */
const MARK = `${randomUUID()}:`;
const MARKED = new RegExp(`"${MARK}([^"]*)"`, 'g');
let isWriting = false;
let isMarkWritten = false;

/** Numbers that a double may not hold: more than 15 digits, or three of exponent. Some of them it holds. */
const SUSPECT = /\d[\d.]{15}|\d[eE][+-]?\d{3}/;
/** In valid JSON and outside of strings, all that begins so is a number. */
const NUMBERS = /-?\d[\d.eE+-]*/g;
const PARTS = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
const ALWAYS_EXACT_DIGITS = 15;

/** `JSON.parse` that changes no number: those that a double does not hold are an `ExactNumber`. Throws `SyntaxError`. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!SUSPECT.test(text)) return value;
  const marked = withMarks(text);
  if (marked === null) return value;
  return JSON.parse(marked, (_name, item: unknown) =>
    typeof item === 'string' && item.startsWith(MARK) ? new ExactNumber(item.slice(MARK.length)) : item,
  );
}

/** `JSON.stringify` that writes each `ExactNumber` with its digits. `undefined` is `null`. */
export function jsonText(value: unknown): string {
  isWriting = true;
  isMarkWritten = false;
  try {
    const text = JSON.stringify(value) ?? 'null';
    return isMarkWritten ? text.replaceAll(MARKED, '$1') : text;
  } finally {
    isWriting = false;
  }
}

/** The text with strings in the place of numbers that a double does not hold; null: there are none. */
function withMarks(text: string): string | null {
  const pieces: string[] = [];
  let isMarked = false;
  const mark = (number: string): string => {
    if (isExact(number)) return number;
    isMarked = true;
    return `"${MARK}${number}"`;
  };
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    const begin = quote < 0 ? text.length : quote;
    const between = text.slice(at, begin);
    at = quote < 0 ? begin : endOfString(text, quote);
    pieces.push(SUSPECT.test(between) ? between.replace(NUMBERS, mark) : between, text.slice(begin, at));
  }
  return isMarked ? pieces.join('') : null;
}

/** The place behind the quote that ends the string which begins at `begin`. */
function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); ; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return end + 1;
  }
}

/** Whether the double nearest to a number is that number. */
function isExact(number: string): boolean {
  if (number.length <= ALWAYS_EXACT_DIGITS && !/e/i.test(number)) return true;
  const nearest = Number(number);
  return Number.isFinite(nearest) && decimalOf(number) === decimalOf(String(nearest));
}

/** The same text for the same number, however it is written. */
function decimalOf(number: string): string {
  const [, sign, whole = '', fraction = '', exponent = '0'] = PARTS.exec(number) ?? [];
  const digits = whole + fraction;
  let [begin, end] = [0, digits.length];
  while (digits[begin] === '0') begin += 1;
  while (end > begin && digits[end - 1] === '0') end -= 1;
  if (begin === end) return '0';
  return `${sign}${digits.slice(begin, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
