import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import { invalidRequest, MAX_FAULTS, pointerTo } from '../problems/faults.js';
import type { Fault, ProblemException } from '../problems/problem.exception.js';

type BodyClass = new () => object;

/**
 * Checks bodies against their classes; an unknown member is a fault. Classes are flat: what lies deeper is checked by a
 * validator of its member. Nothing is copied by name from the prototype or onto it, whatever members are called.
 */
@Injectable()
export class BodyPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type !== 'body' || metatype === undefined) return value;
    const body = value === undefined ? {} : value;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw invalidBody([{ pointer: '', detail: 'Must be a JSON object.' }]);
    }
    const unknown = unknownMembers(body, metatype as BodyClass);
    if (unknown.length > 0) throw invalidBody(unknown.slice(0, MAX_FAULTS).map(faultOfUnknown), unknown.length);
    const checked: object = Object.assign(Object.create((metatype as BodyClass).prototype as object), body);
    const errors = await validate(checked);
    if (errors.length > 0) throw invalidBody(errors.flatMap(faultsOf));
    return checked;
  }
}

function unknownMembers(body: object, bodyClass: BodyClass): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(bodyClass, '', false, false);
  const known = new Set(rules.map(({ propertyName }) => propertyName));
  return Object.keys(body).filter((member) => !known.has(member));
}

const faultOfUnknown = (member: string): Fault => ({
  pointer: pointerTo([member]),
  detail: 'There is no such member.',
});

function faultsOf({ property, constraints }: ValidationError): Fault[] {
  return Object.values(constraints ?? {}).map((detail) => ({ pointer: pointerTo([property]), detail }));
}

function invalidBody(errors: Fault[], count = errors.length): ProblemException {
  return invalidRequest('Some members of the body have the wrong form.', errors, count);
}
