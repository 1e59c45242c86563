import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../access/access.decorators.js';
import { ProblemException } from '../problems/problem.exception.js';
import { SwaggerUiFiles } from './swagger-ui.files.js';

/** Swagger UI, from this process alone. It is public, as the document that it shows. */
@ApiExcludeController()
@Controller('docs')
@Public()
export class SwaggerUiController {
  constructor(private readonly files: SwaggerUiFiles) {}

  @Get()
  async page(@Req() request: Request, @Res() response: Response): Promise<void> {
    // The page's parts are found from there.
    if (request.path.endsWith('/')) response.redirect(308, '../docs');
    else await this.files.page.answer(request, response);
  }

  @Get(':name')
  async part(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const part = await this.files.part(name);
    if (part === null) throw new ProblemException('route-not-found');
    await part.answer(request, response);
  }
}
