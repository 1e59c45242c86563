import fc from 'fast-check';
import { readDate } from './datameer.dates.js';

const read = (value: unknown, timeZone = 'Europe/Berlin') => readDate(value, timeZone);

describe('dates of Datameer', () => {
  it.each([
    ['Sep 28, 2018 6:44:56 PM', Date.UTC(2018, 8, 28, 16, 44, 56)],
    ['Oct 2, 2018 12:04:05 AM', Date.UTC(2018, 9, 1, 22, 4, 5)],
    ['Oct 2, 2018 12:04:05 PM', Date.UTC(2018, 9, 2, 10, 4, 5)],
    ['Sep 28, 2018, 6:44:56 PM', Date.UTC(2018, 8, 28, 16, 44, 56)],
    ['Sep 28, 2018, 6:44:56\u202fPM', Date.UTC(2018, 8, 28, 16, 44, 56)],
    ['Sep 28, 2018 6:44:56\u00a0PM', Date.UTC(2018, 8, 28, 16, 44, 56)],
    ['2012-07-06 18:19:09.0', Date.UTC(2012, 6, 6, 16, 19, 9)],
    ['2012-07-06 18:19:09', Date.UTC(2012, 6, 6, 16, 19, 9)],
    ['2012-07-06 18:19:09.123456789', Date.UTC(2012, 6, 6, 16, 19, 9, 123)],
    ['2012-07-06 18:19:09.05', Date.UTC(2012, 6, 6, 16, 19, 9, 50)],
    ['2024-02-29 00:00:00.0', Date.UTC(2024, 1, 28, 23)],
  ])('reads %s', (text, moment) => {
    expect(read(text)).toEqual({ moment, alternative: null, anomalies: [] });
  });

  it.each([
    '28. Sep. 2018 18:44:56',
    'sept. 28, 2018 6:44:56 PM',
    'Sept 28, 2018 6:44:56 PM',
    'Okt 2, 2018 6:44:56 PM',
    'Sep 28, 2018 6:44:56 pm',
    'Sep 28, 2018 13:44:56 PM',
    'Sep 28, 2018 0:44:56 AM',
    'Sep 31, 2018 6:44:56 PM',
    '2023-02-29 00:00:00.0',
    '2012-07-06 24:00:00.0',
    '2012-07-06 18:60:00.0',
    '0050-07-06 18:00:00.0',
    '2012-07-06T18:19:09Z',
    'yesterday',
  ])('does not guess at %s', (text) => {
    expect(read(text)).toEqual({
      moment: null,
      alternative: null,
      anomalies: [{ code: 'unreadable-date', value: text }],
    });
  });

  it('does not take a number for a date', () => {
    expect(read(1341591549000)).toMatchObject({ moment: null, anomalies: [{ code: 'unreadable-date' }] });
  });

  it('gives the first moment of a date that exists twice, and says so', () => {
    expect(read('2026-10-25 02:30:00.0')).toEqual({
      moment: Date.UTC(2026, 9, 25, 0, 30),
      alternative: Date.UTC(2026, 9, 25, 1, 30),
      anomalies: [{ code: 'ambiguous-date', value: '2026-10-25 02:30:00.0' }],
    });
  });

  it('moves a date that never was past the gap, and says so', () => {
    expect(read('Mar 29, 2026 2:30:00 AM')).toEqual({
      moment: Date.UTC(2026, 2, 29, 1, 30),
      alternative: null,
      anomalies: [{ code: 'nonexistent-date', value: 'Mar 29, 2026 2:30:00 AM' }],
    });
  });

  it.each(['America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'])(
    'reads back every moment that clocks in %s show',
    (timeZone) => {
      const anyMoment = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2035, 0) }).map((ms) => ms - (ms % 1000));
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
      fc.assert(
        fc.property(anyMoment, (moment) => {
          const { moment: first, alternative } = read(shown.format(moment), timeZone);
          expect([first, alternative]).toContain(moment);
        }),
      );
    },
  );

  it('gives up, rather than throw, in a zone that does not exist', () => {
    expect(read('2012-07-06 18:19:09.0', 'Mars/Olympus')).toMatchObject({ moment: null });
  });

  it('cuts a value that is no date at all', () => {
    const [anomaly] = read('x'.repeat(10_000)).anomalies;
    expect(anomaly?.value?.length).toBeLessThan(100);
  });
});
