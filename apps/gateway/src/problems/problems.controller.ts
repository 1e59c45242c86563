import { applyDecorators, Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiParam, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../access/access.decorators.js';
import { headers } from '../documentation/openapi.headers.js';
import { Problems } from '../documentation/openapi.problems.js';
import { ProblemListDto, ProblemPageDto } from './problem.dto.js';
import { ProblemException } from './problem.exception.js';
import { htmlOfProblem, htmlOfProblems, isProblemCode, PROBLEM_CODES, problemPage } from './problem.page.js';

/** The pages that the `type` of a problem leads to: for people where a browser asks, JSON for everybody else. */
@ApiTags('Documentation')
@Problems('internal-error')
@Controller('problems')
@Public()
export class ProblemsController {
  /** Lists all problems. */
  @Get()
  @ApiOperation({ operationId: 'listProblems', security: [] })
  @Page(ProblemListDto, () => ({ problems: [problemPage('job-not-found')] }))
  list(@Req() request: Request, @Res({ passthrough: true }) response: Response): ProblemListDto | string {
    const problems = PROBLEM_CODES.map(problemPage);
    return wantsHtml(request, response) ? htmlOfProblems(problems) : { problems };
  }

  /** Explains one problem: its cause and remedy. */
  @Get(':code')
  @ApiOperation({ operationId: 'explainProblem', security: [] })
  @ApiParam({ name: 'code', schema: { type: 'string', enum: PROBLEM_CODES }, example: 'job-not-found' })
  @Page(ProblemPageDto, () => problemPage('job-not-found'))
  @Problems('problem-not-found')
  explain(
    @Param('code') code: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): ProblemPageDto | string {
    if (!isProblemCode(code)) throw new ProblemException('problem-not-found');
    const page = problemPage(code);
    return wantsHtml(request, response) ? htmlOfProblem(page) : page;
  }
}

/** Browsers name HTML before all else; who takes anything is a program. */
function wantsHtml(request: Request, response: Response): boolean {
  const type = request.accepts(['json', 'html']) === 'html' ? 'html' : 'json';
  response.type(type).vary('Accept');
  return type === 'html';
}

function Page(model: typeof ProblemListDto | typeof ProblemPageDto, example: () => object): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(model),
    ApiResponse({
      status: 200,
      description: 'JSON, or an HTML page if the client accepts HTML.',
      headers: headers('Cache-Control'),
      content: {
        'application/json': { schema: { $ref: getSchemaPath(model) }, example: example() },
        'text/html': { schema: { type: 'string' }, example: '<!doctype html>…' },
      },
    }),
  );
}
