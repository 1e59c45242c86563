import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { Observation, Trouble } from '#libs/jobs';
import type { PreviousPointerState, TranslateContext, UpstreamRef } from '../provider.js';
import { translateOracleSbc } from './oracle-sbc.translate.js';

const OBSERVED_AT = Date.UTC(2026, 10, 21, 8, 0, 0, 123);
const LAST: UpstreamRef = { key: 'last', kind: 'pointer' };

const fixture = (name: string) => readFileSync(`test/fixtures/oracle-sbc/${name}.xml`, 'utf8');
const context = (previous: PreviousPointerState | null = null, observedAt = OBSERVED_AT): TranslateContext => ({
  observedAt,
  timeZone: 'UTC',
  connection: 'sbc-lab',
  previous,
});
const slot = (operation: string, status: string, beside = '') =>
  `<response><data><operationState><operation>${operation}</operation><status>${status}</status></operationState>` +
  `${beside}</data><messages/><links/></response>`;

function observe(
  body: string,
  previous: PreviousPointerState | null = null,
  ref = LAST,
  observedAt = OBSERVED_AT,
): Observation {
  const translated = translateOracleSbc({ body }, ref, context(previous, observedAt));
  if ('trouble' in translated) throw new Error(translated.trouble.code);
  return translated.observation;
}

function troubleOf(raw: unknown, ref = LAST): Trouble {
  const translated = translateOracleSbc(raw, ref, context());
  if (!('trouble' in translated)) throw new Error(`state ${translated.observation.state}`);
  return translated.trouble;
}

/** What the gateway knows of the slot after an observation. */
const knownAfter = (observation: Observation): PreviousPointerState => ({
  state: observation.state ?? 'unknown',
  operation: observation.operation ?? null,
  targetKey: observation.target?.key ?? null,
});

describe('translating the status slot', () => {
  it.each([
    ['success', fixture('activate-success'), 'succeeded', 'success'],
    ['success, of another operation', fixture('save-success'), 'succeeded', 'success'],
    ['fail', fixture('verify-fail'), 'failed', 'fail'],
    ['failed', slot('save', 'failed'), 'failed', 'failed'],
    ['failure', slot('save', 'failure'), 'failed', 'failure'],
    ['error', slot('save', 'error'), 'failed', 'error'],
    ['error and more', slot('save', 'errorInConfig'), 'failed', 'errorInConfig'],
    ['the likely word for progress', fixture('activate-in-progress'), 'running', 'inProgress'],
    ['any other word', slot('save', 'pending'), 'running', 'pending'],
    ['a word that only begins like success', slot('save', 'succession'), 'running', 'succession'],
    ['success in other letters, with space around', slot('save', '\n Success '), 'succeeded', 'Success'],
    ['a word named like a member of every object', slot('save', 'constructor'), 'running', 'constructor'],
  ])('%s', (_, body, state, upstreamState) => {
    const observation = observe(body);
    expect(observation).toMatchObject({ state, upstreamState, attribution: 'inferred' });
    expect(observation.target).toMatchObject({ partial: false, observation: { state, upstreamState } });
  });

  it('shows a pointer to a run named after the operation and the moment it was first seen', () => {
    expect(observe(fixture('activate-success'))).toEqual({
      state: 'succeeded',
      upstreamState: 'success',
      rule: 'status `success`; first seen in the slot',
      operation: 'activate',
      error: null,
      result: null,
      attribution: 'inferred',
      target: {
        key: 'activate-20261121T080000123Z',
        partial: false,
        observation: {
          state: 'succeeded',
          upstreamState: 'success',
          rule: 'status `success`',
          operation: 'activate',
          error: null,
          result: null,
          attribution: 'inferred',
        },
      },
    });
  });

  it('keeps the vendor’s name of the operation and escapes it for the key', () => {
    const observation = observe(slot('Backup/Config ü', 'success'));
    expect(observation.operation).toBe('Backup/Config ü');
    expect(observation.target?.key).toBe('backup-config---20261121T080000123Z');
  });

  it.each([
    ['as documented', fixture('empty-slot')],
    ['with an empty operation state', '<response><data><operationState/></data><messages/><links/></response>'],
    ['with empty words', slot('', ' ')],
    ['without messages and links', '<response><data> </data></response>'],
  ])('shows an empty slot as idle: %s', (_, body) => {
    expect(observe(body)).toMatchObject({ state: 'idle', target: null, operation: null, upstreamState: null });
  });

  it('says nothing of moments and progress, for the box does not', () => {
    const observation = observe(fixture('activate-success'));
    for (const field of ['createdAt', 'startedAt', 'endedAt', 'progress', 'children', 'warnings', 'anomalies']) {
      expect(observation).not.toHaveProperty(field);
    }
  });
});

describe('the failure of an operation', () => {
  const failed = (data: string, messages = '<messages/>') =>
    `<response><data><operationState><operation>save</operation><status>fail</status></operationState>${data}</data>` +
    `${messages}<links/></response>`;

  it.each([
    ['errorMessage in data', failed('<errorMessage>A</errorMessage>'), 'A'],
    ['errorMessage deeper in data', failed('<additionalInfo><errorMessage>A</errorMessage></additionalInfo>'), 'A'],
    ['errorMessage in messages', failed('', '<messages><errorMessage>A</errorMessage></messages>'), 'A'],
    ['the first errorMessage that is not empty', failed('<errorMessage/><errorMessage>B</errorMessage>'), 'B'],
    ['message in messages', failed('', '<messages><message>A</message><message>B</message></messages>'), 'A'],
    ['message in an item of messages', failed('', '<messages><item><message>A</message></item></messages>'), 'A'],
    ['the text of messages', failed('', '<messages>A <b>B</b></messages>'), 'A B'],
    ['text in data', failed('Something went wrong'), 'Something went wrong'],
    ['escaped text', failed('<errorMessage>realm &lt;core&gt; &amp; 2 more</errorMessage>'), 'realm <core> & 2 more'],
    ['no message', failed(''), null],
  ])('has its message from %s', (_, body, message) => {
    expect(observe(body)).toMatchObject({ state: 'failed', error: { code: null, message } });
  });

  it('is no matter of an operation that ended well', () => {
    expect(observe(slot('save', 'success', '<errorMessage>left over</errorMessage>')).error).toBeNull();
  });
});

describe('additional information', () => {
  it('becomes the result of an ended operation', () => {
    const observation = observe(fixture('backup-success-additional-info'));
    expect(observation.target?.observation.result).toEqual({
      detail: 'written to /code/bkups',
      file: 'nightly-17.gz',
    });
  });

  it.each([
    ['text', '<additionalInfo>007</additionalInfo>', '007'],
    ['repeated elements', '<additionalInfo><a>1</a><a>2</a></additionalInfo>', { a: ['1', '2'] }],
    ['text between elements', '<additionalInfo>see <a>1</a></additionalInfo>', { a: '1', '#text': 'see ' }],
    ['nothing', '<additionalInfo/>', null],
    ['white space', '<additionalInfo>\n</additionalInfo>', null],
  ])('keeps %s as it is', (_, beside, result) => {
    expect(observe(slot('backup', 'success', beside)).result).toEqual(result);
  });

  it('is no result while the operation goes on', () => {
    expect(observe(slot('backup', 'inProgress', '<additionalInfo>20 %</additionalInfo>')).result).toBeNull();
  });
});

describe('which run is in the slot', () => {
  const running = knownAfter(observe(slot('save', 'inProgress')));
  const ended = knownAfter(observe(slot('save', 'success')));
  const broken = knownAfter(observe(slot('save', 'fail')));
  const idle: PreviousPointerState = { state: 'idle', operation: null, targetKey: null };
  const later = OBSERVED_AT + 60_000;
  const newSave = 'save-20261121T080100123Z';

  it.each<[string, PreviousPointerState | null, string, string]>([
    ['nothing known', null, slot('save', 'success'), newSave],
    ['idle before', idle, slot('save', 'inProgress'), newSave],
    ['known without a target', { ...idle, state: 'unknown' }, slot('save', 'inProgress'), newSave],
    ['still in progress', running, slot('save', 'inProgress'), running.targetKey!],
    ['in progress under another word', running, slot('save', 'committing'), running.targetKey!],
    ['in progress, then ended well', running, slot('save', 'success'), running.targetKey!],
    ['in progress, then failed', running, slot('save', 'fail'), running.targetKey!],
    ['ended well, unchanged', ended, slot('save', 'success'), ended.targetKey!],
    ['failed, unchanged', broken, slot('save', 'failed'), broken.targetKey!],
    ['from an end back to in progress', ended, slot('save', 'inProgress'), newSave],
    ['from one end to the other', ended, slot('save', 'fail'), newSave],
    ['from failure to success', broken, slot('save', 'success'), newSave],
    ['another operation ended', running, slot('backup', 'success'), 'backup-20261121T080100123Z'],
    ['another operation in progress', ended, slot('verify', 'inProgress'), 'verify-20261121T080100123Z'],
    ['the same operation in other letters', running, slot('Save', 'inProgress'), newSave],
    [
      'lost for the gateway, still in progress',
      { ...running, state: 'lost' },
      slot('save', 'inProgress'),
      running.targetKey!,
    ],
    ['never understood before', { ...running, state: 'unknown' }, slot('save', 'success'), running.targetKey!],
  ])('%s', (_, previous, body, key) => {
    expect(observe(body, previous, LAST, later).target?.key).toBe(key);
  });

  it('points to nothing once the slot is empty again', () => {
    expect(observe(fixture('empty-slot'), running)).toMatchObject({ state: 'idle', target: null });
  });

  it('names a new run uniquely even when the clock stands still', () => {
    expect(observe(slot('save', 'inProgress'), ended).target?.key).toBe('save-20261121T080000124Z');
  });

  it('gives an unchanged slot the same run at every poll', () => {
    const rawStatus = fc.constantFrom('save', 'activate', 'Verify It', 'é');
    const status = fc.constantFrom('success', 'fail', 'error 7', 'inProgress', 'x');
    fc.assert(
      fc.property(rawStatus, status, fc.nat(1e9), fc.nat(1e6), (operation, state, first, gap) => {
        const body = slot(operation, state);
        const one = observe(body, null, LAST, first);
        const two = observe(body, knownAfter(one), LAST, first + gap);
        expect(two.target).toEqual(one.target);
      }),
    );
  });
});

describe('a run asked for by its own key', () => {
  const run: UpstreamRef = { key: 'save-20261121T080000123Z', kind: 'run' };
  const known: PreviousPointerState = { state: 'succeeded', operation: 'save', targetKey: run.key };

  it('is what the slot shows when the slot holds its operation', () => {
    const observation = observe(slot('save', 'success'), null, run);
    expect(observation).toMatchObject({ state: 'succeeded', operation: 'save', attribution: 'inferred' });
    expect(observation).not.toHaveProperty('target');
  });

  it.each([
    ['the slot holds another operation', slot('backup', 'success'), null],
    ['the slot is empty', fixture('empty-slot'), null],
    ['the operation was issued again', slot('save', 'inProgress'), known],
  ])('is not found when %s', (_, body, previous) => {
    const translated = translateOracleSbc({ body }, run, context(previous));
    expect(translated).toMatchObject({ trouble: { kind: 'not-found', code: 'not-in-slot' } });
  });
});

describe('a response that is none', () => {
  it.each<[string, unknown, string]>([
    ['no body', {}, 'unexpected-shape'],
    ['no object', null, 'unexpected-shape'],
    ['a body that is no text', { body: 7 }, 'unexpected-shape'],
    ['nothing', { body: '' }, 'invalid-xml'],
    ['JSON', { body: '{"response":{"data":{}}}' }, 'invalid-xml'],
    ['half of an answer', { body: fixture('activate-success').slice(0, 120) }, 'invalid-xml'],
    ['a document type', { body: `<!DOCTYPE response>${slot('save', 'success')}` }, 'forbidden-xml'],
    ['a web page', { body: '<!DOCTYPE html><html></html>' }, 'forbidden-xml'],
    ['deep nesting', { body: '<a>'.repeat(1_000) }, 'xml-too-deep'],
    ['very much XML', { body: ' '.repeat(100_000) }, 'xml-too-large'],
    ['another root', { body: '<html><data/></html>' }, 'unexpected-shape'],
    ['no data', { body: '<response><messages/></response>' }, 'unexpected-shape'],
    ['plain text for data', { body: fixture('rebooting') }, 'unexpected-shape'],
    ['an error in disguise', { body: fixture('not-authorized') }, 'unexpected-shape'],
    [
      'an error in data',
      { body: '<response><data><errorMessage>x</errorMessage></data></response>' },
      'unexpected-shape',
    ],
    ['a token', { body: fixture('token') }, 'unexpected-shape'],
    ['an operation without a status', { body: slot('save', '') }, 'unexpected-shape'],
    ['a status without an operation', { body: slot('', 'success') }, 'unexpected-shape'],
    [
      'text for an operation state',
      { body: '<response><data><operationState>success</operationState></data></response>' },
      'unexpected-shape',
    ],
    ['elements for a status', { body: slot('save', '<a>success</a>') }, 'unexpected-shape'],
    ['an endless word', { body: slot('save', 'x'.repeat(201)) }, 'unexpected-shape'],
  ])('is malformed: %s', (_, raw, code) => {
    expect(troubleOf(raw)).toMatchObject({ kind: 'malformed', code });
  });

  it('reads prefixed names and unprefixed ones alike', () => {
    const body = slot('save', 'success')
      .replaceAll(/<(\/?)(?=[a-z])/g, '<$1s:')
      .replace('<s:response', '<s:response xmlns:s="urn:s"');
    expect(observe(body)).toMatchObject({ state: 'succeeded', operation: 'save' });
  });

  it('never throws and never becomes an outcome, whatever was recorded', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, text) => {
        for (const raw of [
          value,
          { body: value },
          { body: text },
          { body: `<response><data>${text}</data></response>` },
        ]) {
          const translated = translateOracleSbc(raw, LAST, context());
          if ('observation' in translated) expect(['idle', 'running']).toContain(translated.observation.state);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes no status for an end that is not one of the known statuses', () => {
    const isEnd = (rawStatus: string) => /^\s*(success\s*$|fail|error)/i.test(rawStatus);
    fc.assert(
      fc.property(
        fc.string().filter((rawStatus) => !/[<&]/.test(rawStatus) && !isEnd(rawStatus)),
        (rawStatus) => {
          const translated = translateOracleSbc({ body: slot('save', rawStatus) }, LAST, context());
          if ('observation' in translated) expect(translated.observation.state).toBe('running');
        },
      ),
    );
  });

  it('translates the same response to the same observation, and leaves what it was given alone', () => {
    const raw = Object.freeze({ body: fixture('verify-fail') });
    const given = Object.freeze(
      context(Object.freeze({ state: 'running', operation: 'verify', targetKey: 'verify-x' })),
    );
    expect(translateOracleSbc(raw, LAST, given)).toEqual(translateOracleSbc(raw, LAST, given));
  });
});
