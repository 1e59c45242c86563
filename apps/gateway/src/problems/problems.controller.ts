import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '../access/public.decorator.js';
import { headers } from '../documentation/openapi.headers.js';
import { Problems } from '../documentation/openapi.problems.js';
import { PROBLEMS, type ProblemCode } from './problem.catalog.js';
import { ProblemException } from './problem.exception.js';

/** The pages that the `type` of a problem leads to. */
@ApiTags('Documentation')
@Problems('internal-error')
@Controller('problems')
@Public()
export class ProblemsController {
  /** A page that lists all problems. */
  @Get()
  @ApiOperation({ operationId: 'listProblems', security: [] })
  @Page()
  @Header('Content-Type', 'text/html; charset=utf-8')
  list(): string {
    const items = Object.entries(PROBLEMS).map(
      ([code, { status, title }]) => `<li>${status} <a href="/problems/${code}">${code}</a>: ${escaped(title)}</li>`,
    );
    return page('Problems', `<ul>${items.join('')}</ul>`);
  }

  /** A page that explains one problem, and what to do about it. */
  @Get(':code')
  @ApiOperation({ operationId: 'explainProblem', security: [] })
  @ApiParam({ name: 'code', schema: { type: 'string', enum: Object.keys(PROBLEMS) }, example: 'job-not-found' })
  @Page()
  @Problems('problem-not-found')
  @Header('Content-Type', 'text/html; charset=utf-8')
  explain(@Param('code') code: string): string {
    if (!Object.hasOwn(PROBLEMS, code)) throw new ProblemException('problem-not-found');
    const { status, title, explanation } = PROBLEMS[code as ProblemCode];
    return page(
      title,
      `<p>Code <code>${code}</code>, status ${status}.</p><p>${marked(explanation)}</p><p><a href="/problems">All problems</a></p>`,
    );
  }
}

function Page(): MethodDecorator {
  return ApiResponse({
    status: 200,
    description: 'A page for people.',
    headers: headers('Cache-Control'),
    content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>…' } },
  });
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><body><h1>${escaped(title)}</h1>${body}</body></html>`;
}

function marked(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
