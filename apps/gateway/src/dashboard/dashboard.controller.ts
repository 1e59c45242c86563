import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../access/access.decorators.js';
import { ProblemException } from '../problems/problem.exception.js';
import { DashboardFiles } from './dashboard.files.js';

/**
 * Nothing but its own files, and calls to this gateway. It sets styles by the object model alone, which needs no
 * `unsafe-inline`: https://www.w3.org/TR/CSP3/#directive-style-src
 */
const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"],
].join('; ');

const PAGE_HEADERS = { 'Cache-Control': 'no-cache', 'Content-Security-Policy': POLICY };
const KEPT_FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable' };

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
