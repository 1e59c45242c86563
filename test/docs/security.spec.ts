import { read, repositoryFiles } from '../architecture/repository.js';

const PAGE = 'docs/security.md';

/** The rows of the tables of a section, each by its cells. */
function rowsOf(section: string): string[][] {
  const [, rest] = read(PAGE).split(`\n## ${section}\n`) as [string, string];
  return rest
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const pathsIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, path]) => path!);

const ROWS = ['OWASP API Security Top 10 (2023)', 'ASVS 5.0'].flatMap(rowsOf);
const files = new Set(repositoryFiles());

describe('what is said to be defended', () => {
  it('is searched for in both tables', () => {
    expect(ROWS.length).toBeGreaterThan(40);
    expect(ROWS.flatMap(([, , shown]) => pathsIn(shown!)).length).toBeGreaterThan(60);
  });

  it.each(ROWS)('%s: %s is shown by files that there are', (_item, holds, shown) => {
    const paths = pathsIn(shown!);
    expect(paths.length > 0).toBe(holds !== '');
    expect(paths.filter((path) => !files.has(path))).toEqual([]);
  });

  it('says of an item of which nothing holds what is open', () => {
    for (const [item, holds, , open] of ROWS) if (holds === '') expect([item, open !== '']).toEqual([item, true]);
  });
});
