import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../access/public.decorator.js';
import { ProblemException } from '../problems/problem.exception.js';
import { DashboardFiles, type DashboardFile } from './dashboard.files.js';
import { DASHBOARD_HEADERS, KEPT_FOR_EVER, PAGE_HEADERS } from './dashboard.headers.js';

/** The page for people at `/`. It is public: what it shows, it reads over the API with the key that is typed in. */
@ApiExcludeController()
@Controller()
@Public()
export class DashboardController {
  constructor(private readonly files: DashboardFiles) {}

  @Get()
  async page(@Req() request: Request, @Res() response: Response): Promise<void> {
    const file = await this.files.page();
    if (file === null) throw new ProblemException('dashboard-not-built');
    send(file, PAGE_HEADERS, request, response);
  }

  /** Their names change with their content. */
  @Get('assets/:name')
  async asset(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const file = await this.files.asset(name);
    if (file === null) throw new ProblemException('route-not-found');
    send(file, KEPT_FOR_EVER, request, response);
  }
}

function send(
  { type, bytes, packed }: DashboardFile,
  headers: Record<string, string>,
  request: Request,
  response: Response,
): void {
  response.set({ ...DASHBOARD_HEADERS, ...headers, 'Content-Type': type });
  if (packed === null || !request.acceptsEncodings('gzip')) response.send(bytes);
  else response.set('Content-Encoding', 'gzip').send(packed);
}
