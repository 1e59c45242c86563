import { problemBody, problemType } from './problem.body.js';
import { PROBLEMS, usualDetail, type ProblemCode } from './problem.catalog.js';
import type { ProblemPageDto } from './problem.dto.js';

export function problemPage(code: ProblemCode): ProblemPageDto {
  const { status, title, explanation, remedy } = PROBLEMS[code];
  const example = problemBody({ code, detail: usualDetail(code) }, '/jobs/dm-prod~9');
  return { type: problemType(code), code, status, title, explanation, remedy, example };
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

/** HTML. */
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

/** HTML. */
export function htmlOfProblems(pages: readonly ProblemPageDto[]): string {
  const items = pages.map(
    ({ type, code, status, title }) => `<li>${status} <a href="${type}">${code}</a>: ${escaped(title)}</li>`,
  );
  return html('Problems', `<ul>${items.join('')}</ul>`);
}

/** For small screens and dark mode; long lines of an example scroll. */
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
