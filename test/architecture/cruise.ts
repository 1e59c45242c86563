import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './repository.js';

export const RULES = '.dependency-cruiser.cjs';
export const LOADING_RULES = '.dependency-cruiser.loading.cjs';
const SETTINGS = [RULES, LOADING_RULES, '.dependency-cruiser.options.cjs', '.dependency-cruiser.tsconfig.json'];
const PROGRAM = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

export interface Violation {
  rule: string;
  from: string;
  to: string;
}

/** A folder that looks like this repository to dependency-cruiser: the real rules, and these files. */
export class Tree {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'jobgate-rules-')));

  constructor(files: Readonly<Record<string, string>>) {
    for (const name of SETTINGS) cpSync(join(ROOT, name), join(this.folder, name));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  violations(rules: string): Promise<Violation[]> {
    const tops = ['apps', 'libs', 'test'];
    for (const top of tops) mkdirSync(join(this.folder, top), { recursive: true });
    const args = [PROGRAM, '--config', rules, '--output-type', 'json', ...tops];
    return new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        args,
        { cwd: this.folder, maxBuffer: 64 * 1024 * 1024 },
        (error, output, complaint) => {
          // The exit code tells how many violations there were.
          if (output === '') return reject(error ?? new Error(complaint));
          const { summary } = JSON.parse(output) as {
            summary: { violations: (Violation & { rule: { name: string } })[] };
          };
          resolve(summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })));
        },
      );
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
