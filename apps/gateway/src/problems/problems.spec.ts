import { STATUS_CODES } from 'node:http';
import { GatewayStage } from '../../test/gateway.stage.js';
import { problemBody } from './problem.body.js';
import { PROBLEMS, type ProblemCode } from './problem.catalog.js';
import { htmlOfProblem, htmlOfProblems, isProblemCode, problemPage } from './problem.page.js';

const codes = Object.keys(PROBLEMS) as ProblemCode[];
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

describe('the problems', () => {
  it.each(codes)(
    '%s has a page that its body leads to, which says what happened, what to do, and shows one',
    (code) => {
      const { type, status, title } = problemBody({ code, detail: 'x' }, '/jobs');
      const page = problemPage(code);
      expect(type).toBe(`/problems/${code}`);
      expect(page).toMatchObject({ type, code, status, title, example: { type, code, status, title } });
      const html = htmlOfProblem(page);
      for (const part of [`status ${status}`, title, 'What happened', 'What to do', `"code": "${code}"`]) {
        expect(html).toContain(part);
      }
      expect(htmlOfProblems([page])).toContain(`href="${type}"`);
    },
  );

  it.each(codes)('%s has an HTTP error status and a sentence as its detail', (code) => {
    const { status, title, explanation, remedy } = PROBLEMS[code];
    expect(STATUS_CODES[status]).toBeDefined();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title).not.toMatch(/\.$/);
    for (const text of [explanation, remedy]) expect(text).toMatch(/^[A-Z`/].+\.$/);
    expect(remedy).not.toBe(explanation);
  });

  it.each(['nothing', '__proto__', 'toString', ''])('there is none called %j', (code) => {
    expect(isProblemCode(code)).toBe(false);
  });

  it('pages are text, whatever an explanation contains', () => {
    expect(htmlOfProblem(problemPage('invalid-job-id'))).toContain('&lt;connection&gt;~&lt;key&gt;');
    expect(htmlOfProblem(problemPage('unauthenticated'))).toContain('<code>X-API-Key: &lt;key&gt;</code>');
  });
});

describe('the pages of problems', () => {
  let stage: GatewayStage;
  beforeAll(async () => (stage = await GatewayStage.open()), 30_000);
  afterAll(() => stage.close());

  it('are HTML for browsers and JSON for other clients, without credentials', async () => {
    for (const [path, said] of [
      ['/problems', 'job-not-found'],
      ['/problems/job-not-found', 'What to do'],
    ] as const) {
      const page = await stage.call('get', path, null).set('Accept', BROWSER).expect(200);
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(page.text).toContain(said);
      for (const accept of ['*/*', 'application/json']) {
        const data = await stage.call('get', path, null).set('Accept', accept).expect(200);
        expect(data.headers['content-type']).toBe('application/json; charset=utf-8');
        expect(data.headers['vary']).toContain('Accept');
      }
    }
    const { body } = await stage.call('get', '/problems/job-not-found', null).expect(200);
    expect(body).toEqual(problemPage('job-not-found'));
  });

  it('are 404 for a code that there is not, as JSON and in a browser', async () => {
    for (const accept of ['*/*', BROWSER]) {
      const { body } = await stage.call('get', '/problems/nothing', null).set('Accept', accept).expect(404);
      expect(body.code).toBe('problem-not-found');
    }
  });
});
