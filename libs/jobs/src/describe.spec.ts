import { aRun, BEGIN, MINUTE, RETENTION, says, SECOND, seenAt } from '../test/scenes.js';
import { applyObservation } from './apply-observation.js';
import { applyDescription, type Description } from './describe.js';

describe('a description', () => {
  const known = aRun({ name: 'nightly', labels: { team: 'bi', tier: '1' } });

  it('merges labels, removes those that are null, and keeps the name that it leaves out', () => {
    const { record, hasChanged } = applyDescription(known, { labels: { team: null, owner: 'eva' } }, BEGIN + SECOND);
    expect(record).toMatchObject({
      name: 'nightly',
      labels: { tier: '1', owner: 'eva' },
      revision: known.revision + 1,
    });
    expect(record.labels).not.toHaveProperty('team');
    expect(hasChanged).toBe(true);
    expect(known.labels).toEqual({ team: 'bi', tier: '1' });
  });

  it('gives a name and takes it away', () => {
    expect(applyDescription(known, { name: 'weekly' }, BEGIN).record.name).toBe('weekly');
    expect(applyDescription(known, { name: null }, BEGIN).record.name).toBeNull();
  });

  it.each([
    {},
    { labels: {} },
    { name: 'nightly' },
    { labels: { team: 'bi' } },
    { labels: { none: null } },
  ] as Description[])('that changes nothing, like %j, is no news', (description) => {
    const { record, hasChanged } = applyDescription(known, description, BEGIN + MINUTE);
    expect([hasChanged, record]).toEqual([false, known]);
  });

  it('does not prolong the life of an ended job', () => {
    const ended = applyObservation(known, says('succeeded'), seenAt(BEGIN)).record;
    const { record } = applyDescription(ended, { name: 'done' }, BEGIN + MINUTE);
    expect([record.expiresAt, record.state]).toEqual([BEGIN + RETENTION, 'succeeded']);
  });
});
