import type { Request, Response } from 'express';
import { PROBLEM_TYPE, problemBody } from './problem.body.js';
import { PROBLEMS, usualDetail, type ProblemCode } from './problem.catalog.js';

const CONTENT_TYPE = `${PROBLEM_TYPE}; charset=utf-8`;

/** A problem before the framework: serialized once but for its path. */
export class PreparedProblem {
  private readonly status: number;
  private readonly before: string;
  private readonly after: string;

  constructor(
    code: ProblemCode,
    private readonly headers: Readonly<Record<string, string>>,
  ) {
    this.status = PROBLEMS[code].status;
    const mark = '"instance":""';
    const text = JSON.stringify(problemBody({ code, detail: usualDetail(code) }, ''));
    const place = text.indexOf(mark) + mark.length - 2;
    this.before = text.slice(0, place);
    this.after = text.slice(place + 2);
  }

  answer({ originalUrl }: Request, response: Response, headers: Record<string, string>): void {
    const body = Buffer.from(`${this.before}${JSON.stringify(originalUrl.split('?')[0]!)}${this.after}`);
    response.statusCode = this.status;
    const all = { ...this.headers, ...headers, 'Content-Type': CONTENT_TYPE, 'Content-Length': body.length };
    for (const [name, value] of Object.entries(all)) response.setHeader(name, value);
    response.end(body);
  }
}
