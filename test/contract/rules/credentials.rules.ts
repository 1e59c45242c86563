import { jest } from '@jest/globals';
import { json, page, type Play } from '../scripted-reply.js';
import type { ProviderHarness } from '../provider-harness.js';
import { OBSERVED_AT, type Stage } from '../stage.js';
import { useStages } from './stages.js';

const MANY = 20;
const MINUTE_MS = 60_000;
const ref = (stage: Stage) => [stage.ref()];
const pollConcurrently = async (stage: Stage) =>
  (await Promise.all(Array.from({ length: MANY }, () => stage.pollAll(ref(stage))))).flat();

/** How a provider lets itself in: never in a loop, once for all, and without guessing. */
export function describeCredentials(harness: ProviderHarness): void {
  const open = useStages(harness);
  const running = harness.rawStatuses[0]!.script;

  it.each(harness.forbidden.map((reply) => [reply.status, reply] as const))(
    'does not log on again when a poll is forbidden (%s)',
    async (_status, reply) => {
      const stage = await open(reply);
      expect((await stage.pollFailing()).kind).toBe('unauthorized');
      expect((await stage.pollFailing()).kind).toBe('unauthorized');
      expect(stage.logOns).toBe(harness.logOn ? 1 : 0);
      expect(stage.calls.length).toBeLessThanOrEqual(2);
    },
  );

  describe.each(harness.account.refuse.map((refuse, index) => ({ form: index + 1, status: refuse.status, refuse })))(
    'an account that the upstream refuses (form $form, status $status)',
    ({ refuse }) => {
      let clock: jest.SpiedFunction<typeof Date.now>;
      let now = OBSERVED_AT;
      beforeEach(() => {
        now = OBSERVED_AT;
        clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
      });
      afterEach(() => clock.mockRestore());

      /** Polls of twenty jobs at once, every half minute for ten minutes. */
      const pollForTenMinutes = async (stage: Stage) => {
        for (const end = now + 10 * MINUTE_MS; now < end; now += MINUTE_MS / 2) await pollConcurrently(stage);
      };
      const refuseFromNowOn = (stage: Stage) => {
        stage.whenLoggingOn = () => refuse;
        if (!harness.logOn) stage.whenCalled = () => refuse;
        stage.oldestValid = Infinity;
      };
      const tries = (stage: Stage) =>
        stage.upstream.received.filter((request) => harness.account.isTry(request)).length;

      it('is tried less than three times in ten minutes when it was wrong from the start', async () => {
        const stage = await open(running);
        refuseFromNowOn(stage);
        for (const { trouble } of await pollConcurrently(stage)) {
          expect(trouble).toMatchObject({ kind: 'unauthorized', code: 'log-on-refused' });
        }
        expect(tries(stage)).toBe(1);
        await pollForTenMinutes(stage);
        expect(tries(stage)).toBeGreaterThan(0);
        expect(tries(stage)).toBeLessThan(3);
      });

      it('is tried less than three times in ten minutes when it changes while jobs are polled', async () => {
        const stage = await open(running);
        for (let round = 0; round < 3; round += 1, now += MINUTE_MS) await pollConcurrently(stage);
        const before = tries(stage);
        refuseFromNowOn(stage);
        await pollForTenMinutes(stage);
        expect(tries(stage) - before).toBeGreaterThan(0);
        expect(tries(stage) - before).toBeLessThan(3);
        expect((await stage.pollFailing()).code).toBe('log-on-refused');
      });

      it('is tried by no more calls than were on their way when it changed, and not for a quarter of an hour', async () => {
        const stage = await open(running, { concurrency: 4 });
        await pollConcurrently(stage);
        const before = tries(stage);
        refuseFromNowOn(stage);
        await pollConcurrently(stage);
        expect(tries(stage) - before).toBeLessThanOrEqual(harness.logOn ? 1 : 4);
        const refused = tries(stage);
        await pollForTenMinutes(stage);
        expect(tries(stage) - refused).toBeLessThanOrEqual(refused - before > 1 ? 0 : 1);
      });

      it('is in use again as soon as it is accepted at the next try', async () => {
        const stage = await open(running);
        refuseFromNowOn(stage);
        await pollConcurrently(stage);
        stage.whenLoggingOn = () => harness.logOn!.grant(stage.logOns);
        stage.whenCalled = (request) => (typeof running === 'function' ? running(request) : running);
        stage.oldestValid = 1;
        now += MINUTE_MS;
        for (const { observation } of await pollConcurrently(stage)) expect(observation).toBeDefined();
      });
    },
  );

  const { logOn } = harness;
  if (!logOn) {
    it('asks for nothing but jobs', async () => {
      const stage = await open(running);
      await stage.pollOk();
      expect(stage.logOns).toBe(0);
    });
    return;
  }

  it('logs on once for many concurrent polls', async () => {
    const stage = await open(running);
    for (const { observation } of await pollConcurrently(stage)) expect(observation).toBeDefined();
    expect(stage.logOns).toBe(1);
  });

  it('tries a refused log-on once for many concurrent polls, and not again right after', async () => {
    const stage = await open(running);
    stage.whenLoggingOn = () => logOn.refuse;
    for (const { trouble } of await pollConcurrently(stage)) expect(trouble?.kind).toBe('unauthorized');
    expect((await stage.pollFailing()).kind).toBe('unauthorized');
    expect(stage.logOns).toBe(1);
    expect(stage.calls).toEqual([]);
  });

  it.each(logOn.expired.map((reply, index) => ({ form: index + 1, reply })))(
    'renews an expired session once for many concurrent polls, and all succeed (form $form)',
    async ({ reply }) => {
      const stage = await open(running);
      await stage.pollOk();
      stage.oldestValid = 2;
      // Nobody hears of the expiry before everybody has asked: the worst case for a shared renewal.
      const everybodyAsked = stage.upstream.arrived(stage.upstream.received.length + MANY);
      stage.whenExpired = () => ({ play: 'held', reply, until: everybodyAsked });
      for (const { observation } of await pollConcurrently(stage)) expect(observation).toBeDefined();
      expect(stage.logOns).toBe(2);
    },
  );

  it('does not renew once more for calls that receive the expiry late', async () => {
    const stage = await open(running);
    await stage.pollOk();
    stage.oldestValid = 2;
    const asked = stage.calls.length;
    let tellTheOthers = () => {};
    const renewed = new Promise<void>((resolve) => (tellTheOthers = resolve));
    stage.whenExpired = () =>
      stage.calls.length === asked + 1 ? logOn.expired[0]! : { play: 'held', reply: logOn.expired[0]!, until: renewed };
    stage.whenCalled = (request) => {
      tellTheOthers();
      return typeof running === 'function' ? running(request) : running;
    };
    for (const { observation } of await pollConcurrently(stage)) expect(observation).toBeDefined();
    expect(stage.logOns).toBe(2);
  });

  it('gives up when the session stays expired after a renewal, and does not log on for each poll', async () => {
    const stage = await open(running);
    stage.oldestValid = Infinity;
    for (let poll = 0; poll < 5; poll += 1) expect((await stage.pollFailing()).kind).toBe('unauthorized');
    for (const { trouble } of await pollConcurrently(stage)) expect(trouble?.kind).toBe('unauthorized');
    expect(stage.logOns).toBeLessThanOrEqual(2);
  });

  it.each<[string, Play, string[]]>([
    ['a web page', page(200), ['unreachable']],
    ['an error page', page(503), ['unreachable']],
    ['a reset', { play: 'reset' }, ['unreachable']],
    ['an error', json(500, { error: 'out of order' }), ['unreachable']],
    ['nothing', { status: 200, body: '' }, ['malformed', 'unreachable']],
    ['another shape', json(200, { hello: 'world' }), ['malformed', 'unreachable']],
    ['half of what it promised', { play: 'half', reply: json(200, { token: 'x'.repeat(100) }) }, ['unreachable']],
  ])('does not take %s at the log-on for a refusal, and recovers', async (_what, play, kinds) => {
    const stage = await open(running);
    stage.whenLoggingOn = () => play;
    expect(kinds).toContain((await stage.pollFailing()).kind);
    stage.whenLoggingOn = () => logOn.grant(stage.logOns);
    await stage.pollOk();
    expect(stage.logOns).toBe(2);
  });

  it('goes on with a shared log-on when one of those who wait gives up', async () => {
    const stage = await open(running);
    let proceed = () => {};
    const until = new Promise<void>((resolve) => (proceed = resolve));
    stage.whenLoggingOn = () => ({ play: 'held', reply: logOn.grant(stage.logOns), until });
    const impatient = new AbortController();
    const givenUp = stage.poll(undefined, impatient.signal);
    const patient = stage.poll();
    await stage.upstream.arrived(1);
    impatient.abort();
    expect((await givenUp).trouble?.kind).toBe('unreachable');
    proceed();
    expect((await patient).observation).toBeDefined();
    expect(stage.logOns).toBe(1);
  });

  it('leaves no socket behind when it is closed, and neither logs on nor throws afterwards', async () => {
    const stage = await open(running);
    await stage.pollOk();
    await stage.session.close();
    await stage.upstream.deserted();
    expect((await stage.poll()).trouble?.kind).toBe('unreachable');
    expect(stage.logOns).toBe(1);
    await stage.session.close();
  });
}
