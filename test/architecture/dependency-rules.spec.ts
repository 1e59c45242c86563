import { createRequire } from 'node:module';
import { join } from 'node:path';
import { LOADING_RULES, RULES, Tree, type Violation } from './cruise.js';
import { ROOT } from './repository.js';
import { SEEDED_LOADING_VIOLATIONS, SEEDED_VIOLATIONS } from './seeded-violations.js';
import { SOUND_TREE } from './conforming-tree.js';

const CRUISE_WITHIN_MS = 60_000;

interface Rule {
  name: string;
  severity: string;
  comment: string;
}

function rulesOf(configuration: string): Rule[] {
  return (createRequire(import.meta.url)(join(ROOT, configuration)) as { forbidden: Rule[] }).forbidden;
}

async function violationsIn(files: Record<string, string>, rules: string): Promise<Violation[]> {
  const tree = new Tree(files);
  try {
    return await tree.violations(rules);
  } finally {
    tree.remove();
  }
}

describe('the dependency rules', () => {
  let found: Violation[];

  beforeAll(async () => {
    const seeded = SEEDED_VIOLATIONS.map(({ from, text }) => [from, text]);
    const otherHalf = { 'libs/store/src/hen.ts': `export * from './egg.js';\n` };
    found = await violationsIn({ ...SOUND_TREE, ...Object.fromEntries(seeded), ...otherHalf }, RULES);
  }, CRUISE_WITHIN_MS);

  it.each(SEEDED_VIOLATIONS)('$rule fires when $breach', ({ rule, from, to }) => {
    expect(found).toContainEqual({ rule, from, to });
  });

  it(
    'accept a valid repository',
    async () => {
      expect(await violationsIn({ ...SOUND_TREE }, RULES)).toEqual([]);
    },
    CRUISE_WITHIN_MS,
  );
});

describe('the rules of what a gateway loads', () => {
  it(
    'fire when a client or the refreshing is reached through other libraries',
    async () => {
      const found = await violationsIn(
        {
          ...SOUND_TREE,
          'libs/providers/src/ibm-hmc/ibm-hmc.states.ts': `export * from './ibm-hmc.client.js';\nexport const states = 1;\n`,
          'libs/store/src/store.keys.ts': `export * from '#libs/observer';\n`,
          'libs/webhooks/src/webhooks.part.ts': `export * from '#libs/delivery';\n`,
          'apps/gateway/src/queues/queue.boards.ts': `export * from '@bull-board/api';\n`,
          'apps/gateway/src/gateway.module.ts': `export * from './queues/queue.boards.js';\n`,
        },
        LOADING_RULES,
      );
      for (const { rule, from, to } of SEEDED_LOADING_VIOLATIONS) expect(found).toContainEqual({ rule, from, to });
    },
    CRUISE_WITHIN_MS,
  );

  it(
    'let the catalog name clients that it does not load',
    async () => {
      expect(await violationsIn({ ...SOUND_TREE }, LOADING_RULES)).toEqual([]);
    },
    CRUISE_WITHIN_MS,
  );
});

describe('every rule', () => {
  const rules = [...rulesOf(RULES), ...rulesOf(LOADING_RULES)];

  it.each(rules)('$name fails the check and teaches in a sentence', ({ severity, comment }) => {
    expect(severity).toBe('error');
    expect(comment).toMatch(/^\S.{30,}\.$/);
  });

  it('has a seeded violation', () => {
    const seeded = new Set([...SEEDED_VIOLATIONS, ...SEEDED_LOADING_VIOLATIONS].map(({ rule }) => rule));
    expect([...seeded].sort()).toEqual(rules.map(({ name }) => name).sort());
  });
});
