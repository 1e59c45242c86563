/** One breach of one rule: `from` imports with these lines and the rule must name the pair. */
export interface SeededViolation {
  rule: string;
  breach: string;
  from: string;
  text: string;
  to: string;
}

export const index = (lib: string) => `libs/${lib}/src/index.ts`;
export const uses = (specifier: string) => `import * as used from '${specifier}';\nexport const here = used;\n`;
export const usesType = (specifier: string) =>
  `import type { Thing } from '${specifier}';\nexport type Here = Thing;\n`;

export function breach(rule: string, sentence: string, from: string, to: string, text: string): SeededViolation {
  return { rule, breach: sentence, from, to, text };
}

/** `import`s of one library by another, each forbidden by the rule. */
export function libraryBreaches(rule: string, from: string, forbidden: readonly string[]): SeededViolation[] {
  return forbidden.map((lib) =>
    breach(rule, `${from} imports libs/${lib}`, `${from}/seeded-${lib}.ts`, index(lib), uses(`#libs/${lib}`)),
  );
}

export function npm(name: string): string {
  return `node_modules/${name}/index.js`;
}
