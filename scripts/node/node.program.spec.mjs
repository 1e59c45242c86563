import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../root.mjs';
import { LINES } from './node.lines.mjs';
import { check, packageOf } from './node.program.mjs';

const read = (path) => readFileSync(join(ROOT, path), 'utf8');

describe('a line of Node.js', () => {
  it.each(Object.keys(LINES))('is downloaded as one release, verified by its hash: %s', (line) => {
    for (const arch of ['x64', 'arm64']) {
      const { name, version, integrity } = packageOf(line, { platform: 'linux', arch });
      expect(name).toBe(`node-linux-${arch}`);
      expect(version.startsWith(`${line}.`)).toBe(true);
      expect(integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    }
    const all = Object.values(LINES).flatMap(({ integrity }) => Object.values(integrity));
    expect(new Set(all).size).toBe(all.length);
  });

  it('has to be one of those that are supported, on a machine that there is a package for', () => {
    expect(() => packageOf('18')).toThrow('Lines of Node.js: 20.19, 22, 24, 26.');
    expect(() => packageOf('24', { platform: 'darwin', arch: 'arm64' })).toThrow('this is darwin on arm64');
    expect(() => packageOf('24', { platform: 'linux', arch: 'riscv64' })).toThrow('this is linux on riscv64');
  });

  it('is no other file than the one that was chosen', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jobgate-node-'));
    try {
      const path = join(folder, 'package.tgz');
      writeFileSync(path, 'what was chosen');
      const integrity = `sha512-${createHash('sha512').update('what was chosen').digest('base64')}`;
      await check(path, integrity);
      writeFileSync(path, 'what was chosen, and more');
      await expect(check(path, integrity)).rejects.toThrow('another file');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is what package.json asks for, and the image has the release that the tests run on', () => {
    expect(JSON.parse(read('package.json')).engines.node).toBe('^20.19.0 || ^22.12.0 || ^24.0.0 || >=26.0.0');
    const bases = [...read('deploy/Dockerfile').matchAll(/^FROM (?!runtime )(\S+)/gm)].map(([, base]) => base);
    expect(new Set(bases)).toEqual(new Set([`node:${LINES[24].version}-bookworm-slim`]));
  });
});
