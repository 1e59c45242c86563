import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { read, ROOT } from './repository.js';

export const FOLDER = 'deploy/kubernetes';

/** The parts of a manifest that these tests read. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels: Record<string, string> };
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  spec: Record<string, unknown>;
}

export const manifestFiles = (): string[] => readdirSync(join(ROOT, FOLDER)).sort();

/** The documents of one file. */
export function documentsOf(file: string): unknown[] {
  return parseAllDocuments(read(`${FOLDER}/${file}`)).map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${document.errors.join(' ')}`);
    return document.toJS() as unknown;
  });
}

/** Where the types of the platform's API have the kinds that are used here. */
const MODULES: Record<string, string> = { v1: 'core/v1', 'networking.k8s.io/v1': 'networking/v1' };
const moduleOf = (apiVersion: string) => `kubernetes-types/${MODULES[apiVersion] ?? apiVersion}`;

/**
 * What is wrong with manifests by the types of the platform's API: a name that it does not know, a wrong type, a missing
 * part. They are written down as literals, in which the compiler suffers nothing that is too much.
 */
export function typeFaults(manifests: readonly Manifest[]): string[] {
  const lines = manifests.map(
    (manifest, index) =>
      `export const m${index}: import('${moduleOf(manifest.apiVersion)}').${manifest.kind} = ${JSON.stringify(manifest)};`,
  );
  // Within the repository, so that the types are found.
  const folder = mkdtempSync(join(ROOT, 'node_modules', '.manifests-'));
  try {
    const file = join(folder, 'manifests.ts');
    writeFileSync(file, lines.join('\n'));
    const options: ts.CompilerOptions = {
      ...{ noEmit: true, strict: true, skipLibCheck: true, types: [], lib: ['lib.es2022.d.ts'] },
      ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
    };
    const program = ts.createProgram([file], options);
    return ts.getPreEmitDiagnostics(program).map(({ file: source, start, messageText }) => {
      const line = source && start !== undefined ? source.getLineAndCharacterOfPosition(start).line : 0;
      const { kind, metadata } = manifests[line] ?? manifests[0]!;
      return `${kind} ${metadata.name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
