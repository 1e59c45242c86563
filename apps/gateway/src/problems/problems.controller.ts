import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/public.decorator.js';
import { PROBLEMS, type ProblemCode } from './problem.catalog.js';
import { ProblemException } from './problem.exception.js';

/** The pages that the `type` of a problem leads to. */
@ApiExcludeController()
@Controller('problems')
@Public()
export class ProblemsController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  list(): string {
    const items = Object.entries(PROBLEMS).map(
      ([code, { status, title }]) => `<li>${status} <a href="/problems/${code}">${code}</a>: ${escaped(title)}</li>`,
    );
    return page('Problems', `<ul>${items.join('')}</ul>`);
  }

  @Get(':code')
  @Header('Content-Type', 'text/html; charset=utf-8')
  explain(@Param('code') code: string): string {
    if (!Object.hasOwn(PROBLEMS, code)) throw new ProblemException('problem-not-found');
    const { status, title, explanation } = PROBLEMS[code as ProblemCode];
    return page(
      title,
      `<p>Code <code>${code}</code>, status ${status}.</p><p>${escaped(explanation)}</p><p><a href="/problems">All problems</a></p>`,
    );
  }
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><body><h1>${escaped(title)}</h1>${body}</body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
