import { fields } from '../test/webhook-fixtures.js';
import { cloudEventOf, eventTypeOf, testEventOf } from './cloud-event.js';

describe('the type of a message', () => {
  it.each([
    ['the end of a run', {}, 'jobgate.job.ended'],
    ['an end that the tracker finds', { type: 'tracked', from: null }, 'jobgate.job.ended'],
    ['a loss, which wants attention as well', { to: 'lost', attention: 'new' }, 'jobgate.job.ended'],
    ['another end than before', { from: 'lost' }, 'jobgate.job.ended'],
    ['a change of what has ended', { from: 'succeeded' }, 'jobgate.job.changed'],
    ['a new wish for attention', { from: 'running', to: 'running', attention: 'new' }, 'jobgate.job.attention'],
    ['attention that was wanted before', { from: 'running', to: 'running', attention: 'still' }, 'jobgate.job.changed'],
    ['a job that is tracked', { type: 'tracked', from: null, to: 'unknown' }, 'jobgate.job.tracked'],
    ['a start', { from: 'queued', to: 'running' }, 'jobgate.job.changed'],
    ['the end of the run behind a pointer', { kind: 'pointer' }, 'jobgate.job.changed'],
    ['a job that is untracked', { type: 'untracked' }, null],
    ['a job that expires', { type: 'expired' }, null],
    ['a copy that is outdated', { type: 'touched' }, null],
  ] as const)('of %s', (_, changes, type) => {
    expect(eventTypeOf(fields(changes))).toBe(type);
  });
});

describe('a message', () => {
  it('reports what the change left, in the form of CloudEvents 1.0', () => {
    expect(cloudEventOf(fields(), 'jobgate.job.ended')).toEqual({
      specversion: '1.0',
      id: '1795248254120-0',
      type: 'jobgate.job.ended',
      source: 'dm-prod',
      subject: 'dm-prod~9',
      time: '2026-11-21T08:04:14.120Z',
      sequence: '17',
      sequencetype: 'Integer',
      datacontenttype: 'application/json',
      data: {
        id: 'dm-prod~9',
        state: 'succeeded',
        previousState: 'running',
        terminal: true,
        severity: 'warning',
        revision: 17,
        observation: { status: 'fresh' },
        href: '/jobs/dm-prod~9',
      },
    });
  });

  it('names jobs by their ids, also where the key needs another form', () => {
    const { subject, data } = cloudEventOf(fields({ key: 'path-/a b' }), 'jobgate.job.changed');
    expect(subject).toMatch(/^dm-prod~~[\w-]+$/);
    expect(data).toMatchObject({ id: subject, href: `/jobs/${subject}` });
  });

  it.each([
    [{ kind: 'pointer' }, false],
    [{ to: 'running' }, false],
    [{ to: 'lost' }, true],
  ] as const)('says whether nothing more is expected: %j', (changes, terminal) => {
    expect(cloudEventOf(fields(changes), 'jobgate.job.changed').data).toMatchObject({ terminal });
  });

  it('of a test is about the subscription, and of no job', () => {
    expect(testEventOf('wh_1', 'test-1', 'dm-prod', 0)).toMatchObject({
      id: 'test-1',
      type: 'jobgate.webhook.test',
      source: 'dm-prod',
      subject: 'wh_1',
      sequence: '0',
      time: '1970-01-01T00:00:00.000Z',
      data: { href: '/webhooks/wh_1' },
    });
  });
});
