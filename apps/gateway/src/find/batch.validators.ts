import { ValidateBy } from 'class-validator';

export const MAX_IDS = 200;

export function IsIds(): PropertyDecorator {
  const validate = (value: unknown) =>
    Array.isArray(value) && value.length <= MAX_IDS && value.every((id) => typeof id === 'string');
  const defaultMessage = () => `must be a list of at most ${MAX_IDS} ids`;
  return ValidateBy({ name: 'isIds', validator: { validate, defaultMessage } });
}

export function IsRevisions(): PropertyDecorator {
  const defaultMessage = () => 'must be an object of ids and their revisions: whole numbers from 0';
  return ValidateBy({ name: 'isRevisions', validator: { validate: areRevisions, defaultMessage } });
}

function areRevisions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((revision) => Number.isSafeInteger(revision) && (revision as number) >= 0);
}
