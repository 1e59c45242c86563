import { STATUS_CODES } from 'node:http';
import { problemBody } from './problem.body.js';
import { PROBLEMS, type ProblemCode } from './problem.catalog.js';
import { ProblemsController } from './problems.controller.js';

const codes = Object.keys(PROBLEMS) as ProblemCode[];

describe('the problems', () => {
  const pages = new ProblemsController();

  it.each(codes)('%s has a page that its body leads to', (code) => {
    const { type, status, title } = problemBody({ code, detail: 'x' }, '/jobs');
    expect(type).toBe(`/problems/${code}`);
    const page = pages.explain(code);
    expect(page).toContain(`status ${status}`);
    expect(page).toContain(title);
    expect(pages.list()).toContain(`href="${type}"`);
  });

  it.each(codes)('%s is a failure that HTTP knows, told in sentences', (code) => {
    const { status, title, explanation } = PROBLEMS[code];
    expect(STATUS_CODES[status]).toBeDefined();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title).not.toMatch(/\.$/);
    expect(explanation).toMatch(/\.$/);
  });

  it.each(['nothing', '__proto__', 'toString', ''])('there is no page for %j', (code) => {
    expect(() => pages.explain(code)).toThrow('No such problem');
  });

  it('pages are text, whatever stands in an explanation', () => {
    expect(pages.explain('invalid-job-id')).toContain('&lt;connection&gt;~&lt;key&gt;');
    expect(pages.explain('unauthenticated')).toContain('<code>X-API-Key: &lt;key&gt;</code>');
  });
});
