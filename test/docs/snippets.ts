import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read, ROOT } from '../architecture/repository.js';

/** A fenced block of a page. */
export interface Snippet {
  page: string;
  /** Of its first line, from 1 on. */
  line: number;
  language: string;
  text: string;
  /** The blocks of JSON right behind it: its output. */
  output: string | null;
}

const pagesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

/** Every page that a reader is sent to. Decisions tell of their time, and are left alone. */
export const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesIn('docs'), ...pagesIn('docs/providers')];

export function snippetsOf(page: string): Snippet[] {
  const snippets: Snippet[] = [];
  const lines = read(page).split('\n');
  let before: Snippet | null = null;
  for (let index = 0; index < lines.length; index += 1) {
    const language = /^```(\w+)$/.exec(lines[index]!)?.[1];
    if (language === undefined) {
      if (!/^(<!-- .* -->)?$/.test(lines[index]!.trim())) before = null;
      continue;
    }
    const end = lines.indexOf('```', index + 1);
    if (end < 0) throw new Error(`${page}:${index + 1}: the block has no end.`);
    const text = lines.slice(index + 1, end).join('\n');
    if (language === 'json' && before) before.output = `${before.output ?? ''}\n${text}`;
    else snippets.push((before = { page, line: index + 2, language, text, output: null }));
    index = end;
  }
  return snippets;
}

export const SNIPPETS = PAGES.flatMap(snippetsOf);

/** The commands of a block, each with its continued lines and the remark behind it. */
export function commandsOf({ text }: Snippet): { command: string; remark: string }[] {
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n');
  return lines
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, command = '', remark = ''] = /^(.*?)(?:\s+# (.*))?$/.exec(line) ?? [];
      return { command: command.trim(), remark };
    });
}
