import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { PROBLEMS } from '../../apps/gateway/src/problems/problem.catalog.js';
import { read, ROOT } from '../architecture/repository.js';
import { PAGES } from './snippets.js';

interface Link {
  from: string;
  /** From the repository's folder. */
  path: string;
  anchor: string | null;
}

const prose = (page: string) => read(page).replaceAll(/^```[^]*?^```$/gm, '');

const linksOf = (page: string): Link[] =>
  [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = '', anchor] = target.split('#');
      return { from: page, path: file === '' ? page : normalize(join(dirname(page), file)), anchor: anchor ?? null };
    });

/** As the platforms that show the pages name them. */
const anchorsOf = (page: string): string[] =>
  [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );

describe('the links of the pages', () => {
  it.each(PAGES)('of %s lead somewhere', (page) => {
    for (const { path, anchor } of linksOf(page)) {
      expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
      if (anchor !== null) expect(anchorsOf(path)).toContain(anchor);
    }
  });

  it('lead from the README to every page', () => {
    const reached = new Set(['README.md']);
    for (const page of reached) {
      if (!PAGES.includes(page)) continue;
      for (const { path } of linksOf(page)) reached.add(path);
    }
    expect(PAGES.filter((page) => !reached.has(page))).toEqual([]);
  });

  it('to problems name some that there are', () => {
    const named = PAGES.flatMap((page) => [...read(page).matchAll(/\/problems\/([a-z-]+)/g)].map(([, code]) => code!));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((code) => !Object.hasOwn(PROBLEMS, code))).toEqual([]);
  });
});
