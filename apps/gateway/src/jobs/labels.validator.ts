import { ValidateBy } from 'class-validator';

export const MAX_LABELS = 32;
const LABEL = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,62}$/;
const MAX_VALUE_LENGTH = 256;

export function IsLabels({ nullable }: { nullable: boolean }): PropertyDecorator {
  return ValidateBy({
    name: 'isLabels',
    validator: {
      validate: (value: unknown) => isLabels(value, nullable),
      defaultMessage: () =>
        `must be an object of at most ${MAX_LABELS} labels: names of letters, digits and . _ - /, text values of at most ${MAX_VALUE_LENGTH} characters`,
    },
  });
}

function isLabels(value: unknown, nullable: boolean): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  const isValue = (one: unknown) =>
    (typeof one === 'string' && one.length <= MAX_VALUE_LENGTH) || (nullable && one === null);
  return entries.length <= MAX_LABELS && entries.every(([label, one]) => LABEL.test(label) && isValue(one));
}
