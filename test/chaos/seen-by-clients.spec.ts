import { findFaketime, FAKETIME_ADVICE } from '../../scripts/programs/programs.mjs';
import { exchangesOf, messagesOf, receiptsOf } from './history/history.views.js';
import { plansOf } from './run/chaos.plan.js';
import { reportOf } from './run/chaos.report.js';
import { playChaos, type ChaosOutcome, type ChaosPlan } from './run/chaos.run.js';

/** Processes start, end and are started again on a machine that has more to do. */
const BESIDES_MS = 240_000;

if (findFaketime() === null) process.stdout.write(`${FAKETIME_ADVICE}\n`);

describe.each(plansOf(process.env))('what clients see on $topology, seed $seed', (plan: ChaosPlan) => {
  let outcome: ChaosOutcome;

  beforeAll(
    async () => {
      outcome = await playChaos(plan);
      const title = `chaos: ${plan.topology}, seed ${plan.seed}, ${plan.lastsMs / 60_000} minutes`;
      process.stdout.write(reportOf(title, outcome.history, outcome.violations));
    },
    plan.lastsMs + plan.settledWithinMs + BESIDES_MS,
  );

  it('breaks no rule', () => {
    expect(outcome.violations.map(({ rule, subject, what }) => `${rule}: ${subject} ${what}`)).toEqual([]);
  });

  it('is a history of everything that the rules are about', () => {
    const { history } = outcome;
    const struck = history.filter((event) => event.kind === 'fault' && event.is === 'over');
    const count = (...[status, operation]: [number, ...Parameters<typeof exchangesOf>[1][]]) =>
      exchangesOf(history, operation!).filter(({ answer }) => answer?.status === status).length;
    expect(struck).toHaveLength(plan.schedule.length);
    expect(count(201, 'track')).toBeGreaterThan(0);
    expect(count(202, 'start')).toBeGreaterThan(0);
    expect(count(304, 'read')).toBeGreaterThan(0);
    expect(count(404, 'probe')).toBeGreaterThan(0);
    expect(count(200, 'transitions')).toBeGreaterThan(0);
    expect(messagesOf(history).length).toBeGreaterThan(0);
    expect(receiptsOf(history).length).toBeGreaterThan(0);
  });
});
