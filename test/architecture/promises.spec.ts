import { faultsOfPromises, type Specs } from './promises.check.js';
import { PAGE } from './promises.page.js';
import { read, repositoryFiles } from './repository.js';

describe('the promises of docs/api.md', () => {
  const page = read(PAGE);
  const paths = repositoryFiles().filter((path) => path.endsWith('.spec.ts'));
  const specs = Object.fromEntries(paths.map((path) => [path, read(path)]));

  it('have an end-to-end test each, and no test names another one', () => {
    expect(faultsOfPromises(page, specs)).toEqual([]);
  });
});

describe('the check of promises', () => {
  const PAGE_OF_TWO = ['# API', 'Some words.', '- **get.known** Known.', '| a | b |', '| --- | --- |']
    .concat('| **get.etag** `ETag` | the revision |')
    .join('\n');
  const SPEC = 'test/e2e/reading.spec.ts';
  const test = (title: string, body = 'expect(1).toBe(1)') => `it('${title}', () => { ${body} });\n`;
  const BOTH = test('[get.known, get.etag] answers');

  const faults = (more: Specs, page = PAGE_OF_TWO) => faultsOfPromises(page, { [SPEC]: BOTH, ...more });

  it('is content with a page whose promises are held, wherever a test is end-to-end', () => {
    expect(faults({})).toEqual([]);
    const table = `it.each([['get.known', 1], ['get.etag', 2]] as const)('[%s] answers', () => expect(1).toBe(1));`;
    expect(faults({ [SPEC]: table })).toEqual([]);
    const staged = `import { GatewayStage } from '../test/gateway.stage.js';\n${BOTH}`;
    expect(faults({ [SPEC]: '', 'apps/gateway/src/a.spec.ts': staged })).toEqual([]);
  });

  it.each([
    ['a promise has no test', { [SPEC]: test('[get.etag] answers') }, 'get.known has no end-to-end test'],
    ['its test is commented out', { [SPEC]: `// ${BOTH}` }, 'get.known has no end-to-end test'],
    ['its test is skipped', { [SPEC]: BOTH.replace('it(', 'it.skip(') }, 'get.known has no end-to-end test'],
    ['its test is skipped', { [SPEC]: `describe.skip('x', () => { ${BOTH} });` }, 'get.known has no end-to-end test'],
    [
      'only a group of tests names it',
      { [SPEC]: BOTH.replace('it(', 'describe(') },
      'get.known has no end-to-end test',
    ],
    ['its test asserts nothing', { [SPEC]: test('[get.known, get.etag] answers', '') }, 'asserts nothing'],
    [
      'its test asks no gateway',
      { [SPEC]: '', 'libs/jobs/src/job.spec.ts': BOTH },
      'libs/jobs/src/job.spec.ts: get.known is named by a test that is not end-to-end',
    ],
    [
      'a test names no promise',
      { 'test/e2e/a.spec.ts': test('[get.nothing] answers') },
      'get.nothing is no promise of docs/api.md',
    ],
    ['a name is misspelled', { 'test/e2e/a.spec.ts': test('[get.Known] answers') }, 'begins like the names'],
    [
      'a table has no names',
      { 'test/e2e/a.spec.ts': `it.each([[1], [2]])('[%s] answers', () => expect(1).toBe(1));` },
      'begins like the names',
    ],
  ] as [string, Specs, string][])('finds that %s', (_, specs, fault) => {
    expect(faults(specs)).toContainEqual(expect.stringContaining(fault));
  });

  it.each([
    ['a list item', `${PAGE_OF_TWO}\n- Nobody tests this.`, 'a promise without a name: - Nobody tests this.'],
    ['a table row', `${PAGE_OF_TWO}\n| more | rows |`, 'a promise without a name: | more | rows |'],
  ])('finds %s without a name', (_, page, fault) => {
    expect(faults({}, page)).toEqual([`docs/api.md: ${fault}`]);
  });

  it('finds a duplicate name', () => {
    expect(faults({}, `${PAGE_OF_TWO}\n- **get.known** Once more.`)).toEqual([
      'docs/api.md: get.known stands there twice',
    ]);
  });
});
