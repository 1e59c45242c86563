import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiQuery, ApiResponse, type ApiOperationOptions } from '@nestjs/swagger';
import { headers, type HeaderName } from './openapi.headers.js';

type Schema = Record<string, unknown>;

/** The documentation of a route. */
export const operation = (
  id: string | ApiOperationOptions,
  ...parts: readonly (MethodDecorator & Partial<ClassDecorator>)[]
): MethodDecorator => applyDecorators(ApiOperation(typeof id === 'string' ? { operationId: id } : id), ...parts);

/** An optional query parameter. */
export const query = (name: string, description: string, schema: Schema = { type: 'string' }): MethodDecorator =>
  ApiQuery({ name, required: false, description, schema });

/** The parameter `limit` of a list. */
export const limitQuery = (things: string, usual: number, most: number): MethodDecorator =>
  query('limit', `${things} per page. More than ${most} counts as ${most}.`, {
    type: 'integer',
    minimum: 1,
    default: usual,
  });

/** An optional request header. */
export const requestHeader = (name: string, description: string, ...examples: string[]): MethodDecorator =>
  ApiHeader({ name, required: false, description, schema: { type: 'string', examples } });

/** A response with a body of this type. */
export const answer = (
  status: number,
  description: string,
  type: new () => object,
  example: object,
  ...names: HeaderName[]
): MethodDecorator => ApiResponse({ status, description, type, headers: headers(...withUsual(names)), example });

/** A response with these forms of body, or with none. */
export const answerOf = (
  status: number,
  description: string,
  content: Record<string, object> | null,
  ...names: HeaderName[]
): MethodDecorator =>
  ApiResponse({
    status,
    description,
    headers: headers(...withUsual(names)),
    ...(content === null ? {} : { content: content as Record<string, { schema: Schema }> }),
  });

const withUsual = (names: HeaderName[]): HeaderName[] => (names.length > 0 ? names : ['Cache-Control', 'Vary']);
