import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../access/access.decorators.js';
import { ApiDocument } from './api-document.js';
import { headers } from './openapi.headers.js';
import { Problems } from './openapi.problems.js';

const UNCHANGED = {
  status: 304,
  description: 'The client has the current version.',
  headers: headers('Cache-Control'),
};
const KEEP = { 'Cache-Control': 'public, max-age=60' };

@ApiTags('Documentation')
@Problems('internal-error')
@Controller()
@Public()
export class DocumentationController {
  constructor(private readonly document: ApiDocument) {}

  /** The OpenAPI 3.1 document of this gateway. */
  @Get('openapi.json')
  @ApiOperation({ operationId: 'readOpenApi', security: [] })
  @ApiResponse(UNCHANGED)
  @ApiResponse({
    status: 200,
    description: 'This document.',
    headers: headers('Cache-Control'),
    content: {
      'application/json': { schema: { type: 'object', additionalProperties: true }, example: { openapi: '3.1.0' } },
    },
  })
  json(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.document.in('json').answer(request, response, KEEP);
  }

  /** The same in YAML. */
  @Get('openapi.yaml')
  @ApiOperation({ operationId: 'readOpenApiYaml', security: [] })
  @ApiResponse(UNCHANGED)
  @ApiResponse({
    status: 200,
    description: 'This document, in YAML.',
    headers: headers('Cache-Control'),
    content: { 'application/yaml': { schema: { type: 'string' }, example: 'openapi: 3.1.0\n' } },
  })
  yaml(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.document.in('yaml').answer(request, response, KEEP);
  }
}
