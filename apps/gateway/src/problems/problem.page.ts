import { problemBody, problemType } from './problem.body.js';
import { PROBLEMS, usualDetail, type ProblemCode } from './problem.catalog.js';
import type { ProblemPageDto } from './problem.dto.js';

/** What there is to say of a problem. */
export function problemPage(code: ProblemCode): ProblemPageDto {
  const { status, title, explanation, remedy } = PROBLEMS[code];
  const example = problemBody({ code, detail: usualDetail(code) }, '/jobs/dm-prod~9');
  return { type: problemType(code), code, status, title, explanation, remedy, example };
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

/** The page of one problem for people, in HTML. */
export function htmlOfProblem({ code, status, title, explanation, remedy, example }: ProblemPageDto): string {
  return html(
    title,
    `<p>Code <code>${code}</code>, status ${status}.</p>
<h2>What happened</h2><p>${marked(explanation)}</p>
<h2>What to do</h2><p>${marked(remedy)}</p>
<h2>What it looks like</h2><pre>${escaped(JSON.stringify(example, null, 2))}</pre>
<p><a href="/problems">All problems</a> · <a href="/docs">The API</a></p>`,
  );
}

/** The page that lists all of them, in HTML. */
export function htmlOfProblems(pages: readonly ProblemPageDto[]): string {
  const items = pages.map(
    ({ type, code, status, title }) => `<li>${status} <a href="${type}">${code}</a>: ${escaped(title)}</li>`,
  );
  return html('Problems', `<ul>${items.join('')}</ul>`);
}

/** Readable on a telephone and in the dark; a long line of an example scrolls by itself. */
const STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
pre { overflow-x: auto; padding: 1rem; border: 1px solid #8886; border-radius: 6px }`;

function html(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>${body}</body></html>`;
}

function marked(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
