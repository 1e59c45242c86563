/** The page on which everything stands that callers of the API rely on. */
export const PAGE = 'docs/api.md';

/** `section.what-it-says` */
export const NAME = /[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*/;
const NAMED = new RegExp(String.raw`^(?:- |\| )\*\*(${NAME.source})\*\* `);

export interface PromisesPage {
  names: string[];
  /** List items and table rows that have no name, so that no test could name them. */
  unnamed: string[];
}

/** Each list item and each table row but the first two is a promise. */
export function readPromises(page: string): PromisesPage {
  const lines = page.split('\n');
  const stating = lines.filter((line, index) => /^\s*[-*] /.test(line) || isRow(line, lines[index + 1] ?? ''));
  return {
    names: stating.flatMap((line) => NAMED.exec(line)?.[1] ?? []),
    unnamed: stating.filter((line) => !NAMED.test(line)),
  };
}

function isRow(line: string, next: string): boolean {
  const isRule = (text: string) => /^\|[\s|:-]+$/.test(text);
  return line.startsWith('|') && !isRule(line) && !isRule(next);
}
