import { ValidateBy } from 'class-validator';
import { parseMoment } from './moments.js';

/** An RFC 3339 date-time as text. */
export function IsMoment(): PropertyDecorator {
  return ValidateBy({
    name: 'isMoment',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseMoment(value) !== null,
      defaultMessage: () => 'must be an RFC 3339 time with its offset, such as 2026-11-21T08:00:00Z',
    },
  });
}
