import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../access/access.decorators.js';
import { ProblemException } from '../problems/problem.exception.js';
import { DashboardFiles } from './dashboard.files.js';
import { KEPT_FOR_EVER, PAGE_HEADERS } from './dashboard.headers.js';

/** The page for people at `/`. It is public: what it shows, it reads over the API with the key that is typed in. */
@ApiExcludeController()
@Controller()
@Public()
export class DashboardController {
  constructor(private readonly files: DashboardFiles) {}

  @Get()
  async page(@Req() request: Request, @Res() response: Response): Promise<void> {
    const file = await this.files.get('index.html');
    if (file === null) throw new ProblemException('dashboard-not-built');
    await file.answer(request, response, PAGE_HEADERS);
  }

  /** Their names change with their content. */
  @Get('assets/:name')
  async asset(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const file = await this.files.get(name, 'assets');
    if (file === null) throw new ProblemException('route-not-found');
    await file.answer(request, response, KEPT_FOR_EVER);
  }
}
