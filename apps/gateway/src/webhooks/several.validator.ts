import { ValidateBy } from 'class-validator';

const MOST_VALUES = 100;
const LONGEST_VALUE = 512;

/** What each value of `label` looks like. */
export const LABEL_FILTER = /^[^:]+:/;

/** A list of texts: any, those of a list of words, or those of a form. */
export function IsSeveral(allowed?: readonly string[] | RegExp): PropertyDecorator {
  const fits = (value: unknown) => {
    if (typeof value !== 'string' || value === '' || value.length > LONGEST_VALUE) return false;
    if (allowed === undefined) return true;
    return allowed instanceof RegExp ? allowed.test(value) : allowed.includes(value);
  };
  const form = allowed === undefined ? 'texts' : allowed instanceof RegExp ? 'texts of the form name:value' : '';
  return ValidateBy({
    name: 'isSeveral',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) && value.length > 0 && value.length <= MOST_VALUES && value.every(fits),
      defaultMessage: () =>
        `must be a list of 1 to ${MOST_VALUES} ${form || `of ${(allowed as readonly string[]).join(', ')}`}`,
    },
  });
}
