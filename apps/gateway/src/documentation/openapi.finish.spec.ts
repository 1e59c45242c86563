import type { OpenAPIObject } from '@nestjs/swagger';
import { JOB_STATES, SEVERITIES } from '#libs/jobs';
import { finishDocument } from './openapi.finish.js';

/** What becomes of the properties of one class. */
function propertiesOf(properties: Record<string, unknown>): Record<string, unknown> {
  const schemas = { ThingDto: { type: 'object', properties } };
  const document = { openapi: '3.1.0', info: { title: 't', version: '1' }, paths: {}, components: { schemas } };
  const finished = finishDocument(document as unknown as OpenAPIObject);
  return (finished.components!.schemas!['Thing'] as { properties: Record<string, unknown> }).properties;
}

describe('finishing the document', () => {
  it('names schemas without the suffix of their files, wherever they are referred to', () => {
    const reference = { $ref: '#/components/schemas/OtherDto' };
    expect(propertiesOf({ other: reference, others: { type: 'array', items: reference } })).toEqual({
      other: { $ref: '#/components/schemas/Other' },
      others: { type: 'array', items: { $ref: '#/components/schemas/Other' } },
    });
  });

  it('refers to a closed list of words, in whatever order it was written', () => {
    const words = { type: 'string', enum: [...SEVERITIES].reverse(), description: 'how bad' };
    expect(propertiesOf({ severity: words })).toEqual({
      severity: { $ref: '#/components/schemas/Severity', description: 'how bad' },
    });
  });

  it('lets a list of words be null where it may be', () => {
    const words = { type: ['string', 'null'], enum: [...JOB_STATES, null] };
    expect(propertiesOf({ state: words })).toEqual({
      state: { anyOf: [{ $ref: '#/components/schemas/JobState' }, { type: 'null' }] },
    });
  });

  it('leaves other lists of words where they are', () => {
    const words = { type: 'string', enum: ['open', 'closed'] };
    expect(propertiesOf({ status: words })).toEqual({ status: words });
  });

  it('gives times their format', () => {
    const { startedAt, at, format } = propertiesOf({
      startedAt: { type: ['string', 'null'] },
      at: { type: 'string' },
      format: { type: 'string' },
    });
    expect(startedAt).toMatchObject({ type: ['string', 'null'], format: 'date-time' });
    expect(at).toMatchObject({ type: 'string', format: 'date-time' });
    expect(format).toEqual({ type: 'string' });
  });

  it('counts in whole numbers', () => {
    expect(propertiesOf({ revision: { type: 'number' }, intervalMs: { type: ['number', 'null'] } })).toEqual({
      revision: { type: 'integer', format: 'int64', minimum: 0 },
      intervalMs: { type: ['integer', 'null'], minimum: 0 },
    });
  });

  it('lets what is unknown be any JSON value, and keeps objects that say what is in them', () => {
    const labels = { type: 'object', additionalProperties: { type: 'string' } };
    expect(propertiesOf({ result: { type: 'object', description: 'r' }, labels })).toEqual({
      result: { description: 'r' },
      labels,
    });
  });

  it('does not touch examples', () => {
    const example = { type: 'object', enum: [...SEVERITIES] };
    expect(propertiesOf({ raw: { type: 'string', example } })).toEqual({
      raw: { type: 'string', examples: [example] },
    });
  });
});
