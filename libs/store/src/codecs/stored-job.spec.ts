import { parseJson, type JobRecord } from '#libs/jobs';
import { job, NOW, seeing } from '../../test/store.scene.js';
import { parseStored, readOutline, encodeStoredJob } from './stored-job.js';
import { UnreadableRecord } from './unreadable-record.js';

const address = { connection: 'hmc-lab', key: 'a b/ä' };
const untouched = job({ ...address });
const progress = { percent: 12.5, done: 1, total: 8, unit: 'steps', estimatedEndAt: NOW + 1 };
const children = [
  {
    id: '1',
    operation: 'part',
    state: 'running' as const,
    severity: 'ok' as const,
    upstreamState: 'x',
    error: null,
    result: { rows: [1] },
    startedAt: NOW,
    endedAt: null,
  },
];

const full: JobRecord = {
  ...seeing(untouched, { progress, children, result: { text: 'x'.repeat(99) } }, NOW + 7).revised.record,
  kind: 'pointer',
  targetKey: 'other',
  name: 'name',
  operation: 'operation',
  labels: { team: 'mainframe', ['__proto__x']: '' },
  stateReason: 'deadline',
  warnings: [{ code: 'w', message: 'careful\nnow' }],
  error: { code: null, message: 'm' },
  createdAt: 0,
  startedAt: NOW,
  endedAt: NOW + 1,
  upstream: { id: 'id', state: 'running', url: 'https://u', attribution: 'inferred' },
  cancellation: { status: 'requested', requestedAt: NOW, reason: null },
  cancelBegunAt: NOW + 4,
  deletedUpstreamAt: NOW + 5,
  deadline: NOW + 9,
  changedAt: NOW + 3,
  expiresAt: NOW + 10,
  revision: 12,
  absence: { answers: 2, firstAt: NOW, lastAt: NOW + 1 },
  check: {
    intervalMs: 5,
    reason: 'young',
    begun: { notBefore: 1, notAfter: 2 },
    forecast: { basis: 'progress', endAt: 3, first: { endAt: 4, madeAt: 5 } },
  },
  rule: 'rule',
};

const troubled: JobRecord = {
  ...untouched,
  observation: {
    status: 'unreachable',
    observedAt: null,
    attemptedAt: NOW,
    nextCheckAt: null,
    failures: 3,
    source: 'demand',
    error: { kind: 'unreachable', code: 'timeout', message: 'late' },
    anomalies: [{ code: 'c', value: 'v' }],
  },
};

const onceSeen: JobRecord = {
  ...untouched,
  observation: { ...untouched.observation, observedAt: NOW, attemptedAt: null },
};

describe('the codec of a stored job', () => {
  it.each([
    ['never looked at', untouched],
    ['with everything that there is', full],
    ['in trouble', troubled],
    ['with a look that was no try', onceSeen],
  ])('says all of a record %s', (_what, record) => {
    expect(parseStored(address, `17${encodeStoredJob(record, undefined)}`)).toEqual({ version: 17, record });
  });

  it('keeps numbers in results that a double does not hold, of the job and of its children', () => {
    const numbers = parseJson('{"bytes":9007199254740993,"more":[12345678901234567890,1e400]}');
    const [part] = children;
    const inline = { bytes: 9, digest: 'd', inline: numbers };
    for (const record of [
      { ...untouched, result: inline },
      { ...untouched, children: [{ ...part!, result: numbers }] },
    ]) {
      const text = encodeStoredJob(record);
      expect(text).toContain('{"bytes":9007199254740993,"more":[12345678901234567890,1e400]}');
      expect(parseStored(address, `17${text}`)).toEqual({ version: 17, record });
    }
  });

  it('writes result and children last, so that the outline can be read alone', () => {
    for (const record of [full, { ...untouched, children }, { ...untouched, result: { bytes: 2, digest: 'd' } }]) {
      const text = `17${encodeStoredJob(record)}`;
      const outline = text.slice(0, text.lastIndexOf('\n') + 1);
      expect(outline).not.toContain('"r":');
      expect(outline).not.toContain('"c":');
      expect(readOutline(address, outline)).toEqual({ ...record, result: null, children: [] });
      expect(readOutline(address, text)).toEqual(record);
    }
  });

  it('writes the same bytes as before where there is neither', () => {
    expect(encodeStoredJob(troubled).split('\n')).toHaveLength(3);
  });

  it('stores the fingerprint of the last response', () => {
    const stored = parseStored(address, `3${encodeStoredJob(untouched, 'x_Y-9')}`);
    expect(stored).toEqual({ version: 3, record: untouched, fingerprint: 'x_Y-9' });
  });

  it('reports another form as unreadable', () => {
    expect(() => parseStored(address, `3z\n{}`)).toThrow(UnreadableRecord);
    expect(() => parseStored(address, `3z\n{}`)).toThrow('hmc-lab~');
  });

  it('reports a damaged value as unreadable', () => {
    const text = `17${encodeStoredJob(full, undefined)}`;
    expect(() => parseStored(address, text.slice(0, -1))).toThrow(UnreadableRecord);
    expect(() => parseStored(address, '')).toThrow(UnreadableRecord);
    expect(readOutline(address, text.slice(0, 40))).toBeInstanceOf(UnreadableRecord);
    expect(readOutline(address, '3z\n{}')).toBeInstanceOf(UnreadableRecord);
  });

  it('decodes no value as no job', () => {
    expect(parseStored(address, null)).toBeNull();
  });
});
