import { isMassAbsence, type Presence } from './mass-absence.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const BEGIN = 1_000_000_000;

/** A job that was well `before` its denial, and is denied since `at` after the beginning. */
const denied = (at = 0, before = SECOND): Presence => ({ wellAt: BEGIN + at - before, absentSince: BEGIN + at });
const well = (at: number): Presence => ({ wellAt: BEGIN + at, absentSince: null });
const times = (count: number, presence: Presence) => Array.from({ length: count }, () => presence);

describe('the denial of many jobs at once', () => {
  it.each([
    ['one of one', 1, 0, false],
    ['two of two', 2, 0, false],
    ['three of three', 3, 0, true],
    ['three, with two that are well', 3, 2, true],
    ['three, with three that are well', 3, 3, false],
    ['one of twenty', 1, 19, false],
    ['twenty of twenty', 20, 0, true],
    ['eleven of twenty', 11, 9, true],
    ['ten of twenty', 10, 10, false],
  ])('%s', (_what, absent, present, isDoubted) => {
    const all = [...times(absent, denied()), ...times(present, well(SECOND))];
    expect(isMassAbsence(all[0]!, all, BEGIN + 2 * MINUTE)).toBe(isDoubted);
  });

  it('is no doubt for a job that is not denied', () => {
    expect(isMassAbsence(well(0), times(20, denied()), BEGIN)).toBe(false);
  });

  it('counts jobs that are well since then only, not those that were before', () => {
    const all = [...times(3, denied()), ...times(5, well(-SECOND))];
    expect(isMassAbsence(all[0]!, all, BEGIN + MINUTE)).toBe(true);
  });

  it('is no doubt where jobs vanish one after another, while others are answered well in between', () => {
    const vanished = [denied(), denied(20 * SECOND), denied(40 * SECOND)];
    const all = [...vanished, ...times(4, well(30 * SECOND))];
    for (const job of vanished) expect(isMassAbsence(job, all, BEGIN + MINUTE)).toBe(false);
  });

  it('takes no notice of jobs that were denied at other times', () => {
    const all = [denied(), denied(-5 * MINUTE), denied(-10 * MINUTE), denied(3 * MINUTE)];
    for (const job of all) expect(isMassAbsence(job, all, BEGIN + 4 * MINUTE)).toBe(false);
  });

  it('takes no notice of jobs that had not been well for long before', () => {
    const all = times(20, denied(0, 10 * MINUTE));
    expect(isMassAbsence(all[0]!, all, BEGIN + MINUTE)).toBe(false);
    expect(isMassAbsence(denied(), [...all, denied()], BEGIN + MINUTE)).toBe(false);
  });

  describe('of which some were never answered well', () => {
    const unseen = (at = 0): Presence => ({ wellAt: null, absentSince: BEGIN + at });

    it.each<[string, Presence[], boolean]>([
      ['two, and nothing else', times(2, unseen()), false],
      ['three, and nothing else', times(3, unseen()), true],
      ['one, and two that were well before', [unseen(), ...times(2, denied())], true],
      ['three, and one that is well since', [...times(3, unseen()), well(SECOND)], false],
      ['three, and one that was well before', [...times(3, unseen()), well(-SECOND)], true],
      ['three, at different times', [unseen(), unseen(3 * MINUTE), unseen(6 * MINUTE)], false],
    ])('%s', (_what, all, isDoubted) => {
      expect(isMassAbsence(all[0]!, all, BEGIN + 7 * MINUTE)).toBe(isDoubted);
    });

    it('is no reason to doubt less of those that were well before', () => {
      const all = [unseen(-MINUTE), ...times(5, well(-30 * SECOND)), ...times(3, denied())];
      expect(isMassAbsence(denied(), all, BEGIN + MINUTE)).toBe(true);
    });
  });

  it('ends after an hour: then the upstream has lost its jobs', () => {
    const all = times(20, denied());
    expect(isMassAbsence(all[0]!, all, BEGIN + 60 * MINUTE)).toBe(true);
    expect(isMassAbsence(all[0]!, all, BEGIN + 60 * MINUTE + 1)).toBe(false);
  });
});
