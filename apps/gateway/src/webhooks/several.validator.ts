import { ValidateBy } from 'class-validator';

const MAX_VALUES = 100;
const MAX_VALUE_LENGTH = 512;

export const LABEL_FILTER = /^[^:]+:/;

/** An array of strings: any, of a list, or of a pattern. */
export function IsSeveral(allowed?: readonly string[] | RegExp): PropertyDecorator {
  const fits = (value: unknown) => {
    if (typeof value !== 'string' || value === '' || value.length > MAX_VALUE_LENGTH) return false;
    if (allowed === undefined) return true;
    return allowed instanceof RegExp ? allowed.test(value) : allowed.includes(value);
  };
  const form = allowed === undefined ? 'texts' : allowed instanceof RegExp ? 'texts of the form name:value' : '';
  return ValidateBy({
    name: 'isSeveral',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) && value.length > 0 && value.length <= MAX_VALUES && value.every(fits),
      defaultMessage: () =>
        `must be a list of 1 to ${MAX_VALUES} ${form || `of ${(allowed as readonly string[]).join(', ')}`}`,
    },
  });
}
