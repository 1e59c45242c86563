import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';
import { ROOT } from '../root.mjs';
import { assembleImage } from './image.files.mjs';
import { noticesOf } from './notices.mjs';
import { shippedPackages } from './shipped.packages.mjs';

const WITHIN_MS = 180_000;
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

let folder;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jobgate-image-'));
  await assembleImage(ROOT, folder);
}, WITHIN_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (path) => readFileSync(join(folder, path), 'utf8');
const has = (path) => existsSync(join(folder, path));

describe('the image', () => {
  it('has the processes, the dashboard and the health checks, and no simulator', () => {
    expect(readdirSync(folder).sort()).toEqual([
      'THIRD-PARTY-NOTICES.txt',
      'deploy',
      'dist',
      'node_modules',
      'package.json',
      'sbom.cdx.json',
    ]);
    expect(readdirSync(join(folder, 'dist/apps')).sort()).toEqual([
      'cli',
      'dashboard',
      'gateway',
      'operator',
      'worker',
    ]);
    expect(readdirSync(join(folder, 'deploy')).sort()).toEqual(['answers.mjs', 'connections-leased.mjs']);
  });

  it('has what processes need and nothing that only development does', () => {
    for (const name of Object.keys(dependencies))
      expect([name, has(`node_modules/${name}/package.json`)]).toEqual([name, true]);
    for (const name of ['jest', 'typescript', 'vite', '@nestjs/cli', 'eslint', 'react', 'js-redis-server']) {
      expect(devDependencies[name]).toBeDefined();
      expect([name, has(`node_modules/${name}`)]).toEqual([name, false]);
    }
  });

  it(
    'has all that its processes load',
    async () => {
      const load = (path) =>
        runCommand(process.execPath, [join(folder, path)], { cwd: folder, env: { JOBGATE_CONFIG: '/nowhere' } });
      for (const app of ['gateway', 'worker']) {
        const { code, output } = await load(`dist/apps/${app}/src/main.js`);
        expect([app, code, output]).toEqual([app, 1, expect.stringContaining('JOBGATE_CONFIG')]);
      }
      expect((await load('dist/apps/cli/src/main.js')).output).toContain('jobgate');
    },
    WITHIN_MS,
  );

  it('names each package of others that is in it, also within the dashboard, with its license and the text of that', () => {
    const notices = read('THIRD-PARTY-NOTICES.txt');
    const packages = shippedPackages(ROOT);
    expect(packages.length).toBeGreaterThan(150);
    expect(packages.filter(({ isBundled }) => isBundled).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'react',
        'react-dom',
        'scheduler',
        '@tanstack/react-query',
        '@tanstack/query-core',
        'uplot',
      ]),
    );
    const sections = notices.split(/^-{80}$/m);
    for (const { name, version } of packages) {
      expect(notices).toMatch(new RegExp(String.raw`^${name.replaceAll('.', String.raw`\.`)} ${version}: \S`, 'm'));
      const headings = sections.filter(
        (section, index) => index % 2 === 1 && `, ${section.trim()}, `.includes(`, ${name} ${version}, `),
      );
      expect([name, headings.length > 0]).toEqual([name, true]);
    }
    for (const line of [
      'Permission is hereby granted',
      'TERMS AND CONDITIONS FOR USE',
      'Redistribution and use in source',
    ]) {
      expect(notices).toContain(line);
    }
  });

  it('has a bill of materials of the same packages, which names no registry and no folder', () => {
    const text = read('sbom.cdx.json');
    const { bomFormat, metadata, components, dependencies: edges } = JSON.parse(text);
    expect([bomFormat, metadata.component.name]).toEqual(['CycloneDX', 'jobgate']);
    expect(components.map(({ name, version }) => `${name}@${version}`).sort()).toEqual(
      [...new Set(shippedPackages(ROOT).map(({ name, version }) => `${name}@${version}`))].sort(),
    );
    expect(components.every(({ hashes, licenses }) => hashes.length > 0 && licenses.length > 0)).toBe(true);
    const refs = new Set([metadata.component['bom-ref'], ...components.map((each) => each['bom-ref'])]);
    expect(edges.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref))).toEqual([]);
    expect(text).not.toContain(ROOT);
    expect(text).not.toMatch(/registry|\.tgz|node_modules/);
  });
});

describe('notices', () => {
  it.each([
    [{ license: 'Apache-2.0' }, 'a is under Apache-2.0, and has no text of it.'],
    [{}, 'a 1.0.0 names no license.'],
  ])('are not written where something is missing: %j', (facts, fault) => {
    const root = mkdtempSync(join(tmpdir(), 'jobgate-notices-'));
    try {
      mkdirSync(join(root, 'node_modules/a'), { recursive: true });
      writeFileSync(join(root, 'node_modules/a/package.json'), JSON.stringify(facts));
      const shipped = [{ path: 'node_modules/a', name: 'a', version: '1.0.0', isBundled: false }];
      expect(() => noticesOf(root, shipped)).toThrow(fault);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
