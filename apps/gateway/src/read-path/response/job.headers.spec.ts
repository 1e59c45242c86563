import fc from 'fast-check';
import { EIGHT, endedRecord, recordOf, runningRecord } from '../../../test/records.js';
import { etagOf, headersHoldUntil, jobHeaders } from './job.headers.js';

const at = (seconds: number) => EIGHT + seconds * 1000;

describe('the headers of a job', () => {
  it('lead from the last observation to the next check', () => {
    expect(jobHeaders(runningRecord(), 'jobgate; hit', at(4))).toEqual({
      ETag: 'W/"2"',
      'Last-Modified': 'Sat, 21 Nov 2026 08:00:00 GMT',
      Age: '4',
      'Cache-Control': 'private, max-age=10',
      'Cache-Status': 'jobgate; hit',
      'Retry-After': '6',
    });
  });

  it('call an overdue answer no longer fresh, and ask for patience all the same', () => {
    const headers = jobHeaders(runningRecord(), 'jobgate; hit', at(15));
    expect(headers).toMatchObject({ Age: '15', 'Cache-Control': 'private, max-age=15', 'Retry-After': '1' });
  });

  it('have no age before the first observation', () => {
    const headers = jobHeaders(recordOf({ observation: { nextCheckAt: at(3) } }), 'jobgate; hit', at(0));
    expect(headers).toMatchObject({ 'Cache-Control': 'private, max-age=3', 'Retry-After': '3' });
    expect(headers).not.toHaveProperty('Age');
  });

  it('have a cache ask whether an ended job has got other labels, and name no time to ask again', () => {
    const headers = jobHeaders(endedRecord(), 'jobgate; hit', at(60));
    expect(headers).toMatchObject({ Age: '60', 'Cache-Control': 'private, no-cache' });
    expect(headers).not.toHaveProperty('Retry-After');
  });

  it('say the same of a lost job, which is still polled', () => {
    const lost = runningRecord({ state: 'lost', stateReason: 'not-found', observation: { nextCheckAt: at(600) } });
    const headers = jobHeaders(lost, 'jobgate; hit', at(0));
    expect(headers['Cache-Control']).toBe('private, no-cache');
    expect(headers).not.toHaveProperty('Retry-After');
  });

  it('never call a pointer over', () => {
    const pointer = runningRecord({ kind: 'pointer', state: 'succeeded' });
    expect(jobHeaders(pointer, 'jobgate; hit', at(0))['Retry-After']).toBe('10');
  });

  it('carry whole seconds', () => {
    const headers = jobHeaders(runningRecord({ observation: { nextCheckAt: EIGHT + 9_001 } }), 'x', EIGHT + 1);
    expect(headers).toMatchObject({ Age: '0', 'Cache-Control': 'private, max-age=9', 'Retry-After': '9' });
  });

  it('validate weakly, by the revision', () => {
    expect(etagOf(runningRecord({ revision: 17 }))).toBe('W/"17"');
  });
});

describe('the time until which the headers say the same', () => {
  it('ends before one of them changes', () => {
    const moment = fc.integer({ min: EIGHT - 5_000, max: EIGHT + 5_000 });
    fc.assert(
      fc.property(
        fc.option(moment),
        fc.option(moment),
        fc.option(moment),
        moment,
        fc.boolean(),
        (observedAt, nextCheckAt, expiresAt, now, isOver) => {
          const record = isOver
            ? endedRecord({ expiresAt, observation: { observedAt } })
            : runningRecord({ observation: { observedAt, nextCheckAt } });
          const until = headersHoldUntil(record, now);
          const said = JSON.stringify(jobHeaders(record, 'jobgate; hit', now));
          expect(until).toBeGreaterThan(now);
          for (let at = now; at < Math.min(until, now + 1_100); at += 1) {
            if (JSON.stringify(jobHeaders(record, 'jobgate; hit', at)) !== said)
              throw new Error(`changed ${at - now} ms later, not ${until - now}`);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
