import {
  PROVIDER_LIST,
  ProviderRegistry,
  providerToken,
  type OperationResult,
  type Fetched,
  type Provider,
  type UpstreamRef,
} from '#libs/providers';
import type { Session, UpstreamConnection } from '#libs/upstream';
import { jest } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { startSimulator, type Simulator, type UpstreamName } from '../../apps/simulator/src/index.js';
import { eventually } from '../stage/index.js';
import { outcomeOf } from './commands.js';
import type { Command } from './provider-harness.js';
import { startAndFollow } from './start-and-follow.js';

const USER = { user: 'jobgate', password: 'jobgate-secret' };
const never = () => AbortSignal.timeout(10_000);

/** Both sides were written apart from the same documents: here they meet, with a clock of the simulator's own. */
describe('acting on the simulated upstreams', () => {
  let now = 0;
  let simulator: Simulator;
  let providers: ProviderRegistry;
  const sessions: Session[] = [];

  beforeAll(async () => {
    const loaded: Provider[] = [];
    // One after the other: Jest's loader cannot link modules that several imports share at the same time.
    for (const { descriptor, load } of PROVIDER_LIST) {
      const testing = await Test.createTestingModule({ imports: [await load()] }).compile();
      loaded.push(testing.get<Provider>(providerToken(descriptor.name), { strict: false }));
    }
    providers = new ProviderRegistry(loaded);
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterAll(() => jest.restoreAllMocks());
  beforeEach(async () => {
    now = Date.UTC(2026, 10, 21, 8);
    simulator = await startSimulator({ now: () => now });
  });
  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.close();
    await simulator.close();
  });

  const connectionTo = (
    name: UpstreamName,
    auth: Record<string, string>,
    options: Record<string, unknown>,
    timeoutMs = 3_000,
  ): UpstreamConnection => ({
    name: 'lab',
    provider: name,
    url: simulator.urls[name],
    tls: { ca: null, verify: true },
    auth,
    timeZone: 'UTC',
    limits: { concurrency: 4, requestsPerSecond: null, timeoutMs, maxResponseBytes: 1_000_000 },
    options,
  });

  /** One provider at work on its simulated upstream. */
  function hands(connection: UpstreamConnection) {
    const provider = providers.get(connection.provider);
    const session = provider.openSession(connection);
    sessions.push(session);
    const ref = (key: string): UpstreamRef => ({ key, kind: provider.descriptor.parseKey(key)!.kind });
    return {
      session,
      async poll(key: string) {
        const seen: Fetched<unknown>[] = [];
        for await (const fetched of provider.fetch(session, [ref(key)], never())) seen.push(fetched);
        const [fetched] = seen;
        if (!fetched || 'trouble' in fetched) return { trouble: fetched?.trouble.code };
        if ('isUnchanged' in fetched) throw new Error('No answer was named that could be the known one.');
        const context = { observedAt: now, timeZone: 'UTC', connection: 'lab', previous: null };
        const translated = provider.translate(fetched.raw, fetched.ref, context);
        return 'observation' in translated ? translated.observation : { trouble: translated.trouble.code };
      },
      start: (body: Record<string, unknown>) =>
        startAndFollow(
          provider,
          session,
          provider.descriptor.start!.steps(provider.descriptor.start!.bodySchema.parse(body))[0],
          never(),
        ),
      cancel: (key: string) => provider.cancel!(session, ref(key), never()),
      delete: (key: string) => provider.delete!(session, ref(key), never()),
      list: () => provider.list!(session, never()),
      runs: (key: string) => provider.runs!(session, ref(key), { offset: 0, limit: 2 }, never()),
    };
  }
  const says = async (call: Command, result: Promise<OperationResult<unknown>>) => outcomeOf(call, await result);
  const doneOf = <Done>(result: OperationResult<Done>): Done => {
    if (!('done' in result)) throw new Error(`Expected it done, not ${JSON.stringify(result)}.`);
    return result.done;
  };

  describe('Datameer', () => {
    const open = (timeoutMs?: number) => {
      return hands(connectionTo('datameer', USER, { api: 'v2' }, timeoutMs));
    };
    const addConfiguration = (script: object = {}) =>
      simulator.upstreams.datameer.add({
        configurationId: 88,
        neverRun: true,
        durationMs: 10_000,
        outcome: 'succeeded',
        ...script,
      });

    it('starts, lists, stops and deletes a run', async () => {
      addConfiguration();
      const datameer = open();
      const { key } = doneOf(await datameer.start({ configuration: 88 }));
      expect(doneOf(await datameer.list())).toMatchObject([{ key, kind: 'run' }]);
      expect(doneOf(await datameer.runs('config-88'))).toMatchObject([{ key }]);
      expect(await says('delete', datameer.delete(key))).toBe('refused `conflict`, `not-ended`');
      expect(await says('cancel', datameer.cancel(key))).toBe('`acknowledged`');
      now += 10_000;
      expect(await datameer.poll(key)).toMatchObject({ state: 'canceled' });
      expect(await says('cancel', datameer.cancel(key))).toBe('`ended`');
      expect(await says('delete', datameer.delete(key))).toBe('deleted');
      expect(doneOf(await datameer.list())).toEqual([]);
    });

    it('names what is not there, and what it may not stop', async () => {
      addConfiguration({ cancel: 'refused' });
      const datameer = open();
      const { key } = doneOf(await datameer.start({ configuration: 88 }));
      expect(await says('cancel', datameer.cancel(key))).toBe('refused `conflict`, `kill-refused`');
      expect(await says('cancel', datameer.cancel('4711'))).toBe('refused `not-found`, `not-found`');
      expect(await says('start', datameer.start({ configuration: 4711 }))).toBe('refused `not-found`, `not-found`');
      expect(await says('runs', datameer.runs('config-4711'))).toBe('refused `not-found`, `not-found`');
    });

    it('finds the run where the response to the trigger does not name it', async () => {
      addConfiguration();
      simulator.upstreams.datameer.changeSettings({ triggerResponse: 'empty' });
      const datameer = open();
      const first = doneOf(await datameer.start({ configuration: 88 }));
      now += 10_000;
      const second = doneOf(await datameer.start({ configuration: 88 }));
      expect([first.observation, second.observation]).toMatchObject([{ attribution: 'inferred' }, {}]);
      expect(doneOf(await datameer.runs('config-88'))).toMatchObject([{ key: second.key }, { key: first.key }]);
    });

    it.each(['reset', 'timeout', 'http-500'] as const)(
      'leaves a trigger open whose answer is lost (%s)',
      async (kind) => {
        addConfiguration();
        const datameer = open(1_500);
        await simulator.upstreams.datameer.injectFault({ kind, afterEffect: true, route: 'POST /rest/job-execution' });
        expect(await datameer.start({ configuration: 88 })).toMatchObject({ mayHaveExecuted: true });
        simulator.upstreams.datameer.clearFaults();
        expect(doneOf(await datameer.runs('config-88'))).toHaveLength(1);
      },
    );

    it('is not let in before the license is accepted', async () => {
      addConfiguration();
      simulator.upstreams.datameer.changeSettings({ licenseAccepted: false });
      const unlicensed = 'trouble `unauthorized`, `license-not-accepted`';
      expect(await says('start', open().start({ configuration: 88 }))).toBe(unlicensed);
      expect(await says('list', open().list())).toBe(unlicensed);
    });
  });

  describe('the HMC', () => {
    const START = { method: 'POST', path: '/api/cpcs/1/operations/start' };
    const open = () => {
      const auth = { userid: 'jobgate', password: 'jobgate-secret' };
      const allowedOperations = ['/api/cpcs/*/operations/*', '/api/console/operations/restart'];
      return hands(connectionTo('ibm-hmc', auth, { push: 'off', allowedOperations }));
    };

    it('starts, cancels and deletes a job', async () => {
      simulator.upstreams['ibm-hmc'].changeSettings({
        startedJob: { durationMs: 60_000, outcome: 'succeeded', cancelMs: 5_000 },
      });
      const hmc = open();
      const { key } = doneOf(await hmc.start(START));
      expect(await hmc.poll(key)).toMatchObject({ state: 'running' });
      expect(await says('delete', hmc.delete(key))).toBe('refused `conflict`, `409.40`');
      expect(await says('cancel', hmc.cancel(key))).toBe('`acknowledged`');
      expect(await hmc.poll(key)).toMatchObject({ state: 'canceling' });
      expect(await says('cancel', hmc.cancel(key))).toBe('`pending`');
      now += 5_000;
      expect(await hmc.poll(key)).toMatchObject({ state: 'canceled' });
      expect(await says('cancel', hmc.cancel(key))).toBe('`ended`');
      expect(await says('delete', hmc.delete(key))).toBe('deleted');
      expect(await says('delete', hmc.delete(key))).toBe('refused `not-found`, `404.1`');
      expect(await hmc.poll(key)).toEqual({ trouble: 'not-found' });
    });

    it('says what cannot be canceled, what makes no job, and that an object is busy', async () => {
      const hmc = open();
      const { key } = doneOf(await hmc.start({ method: 'POST', path: '/api/cpcs/1/operations/activate' }));
      expect(await says('cancel', hmc.cancel(key))).toBe('refused `unsupported`, `404.4`');
      const restart = { method: 'POST', path: '/api/console/operations/restart' };
      expect(await says('start', hmc.start(restart))).toBe('refused `no-job`, `no-job-created`');
      simulator.upstreams['ibm-hmc'].changeSettings({ startRefusal: 2 });
      expect(await says('start', hmc.start(START))).toBe('refused `conflict`, `409.2`');
    });

    it('acts once with a new session where the old one has expired', async () => {
      const hmc = open();
      await hmc.poll('none');
      simulator.upstreams['ibm-hmc'].expireSessions();
      doneOf(await hmc.start(START));
      expect(simulator.upstreams['ibm-hmc'].jobs()).toHaveLength(1);
    });
  });

  describe('the image service', () => {
    const open = () => {
      const iamUrl = `${simulator.urls['otc-ims']}/v3`;
      const auth = { ...USER, iamUrl, domain: 'OTC-EU-DE-000000', project: 'eu-de' };
      const allowedOperations = ['/v2/cloudimages/action', 'DELETE /v1/cloudimages/members'];
      return hands(connectionTo('otc-ims', auth, { allowedOperations }));
    };

    it.each([
      ['POST', '/v2/cloudimages/action', 'imsCreateImageByInstance'],
      ['DELETE', '/v1/cloudimages/members', 'imsDelImageMembersJob'],
    ])('starts %s %s', async (method, path, operation) => {
      const otc = open();
      const { key } = doneOf(await otc.start({ method, path, body: { name: 'nightly' } }));
      expect(await otc.poll(key)).toMatchObject({ operation });
    });

    it('says no with its own code, or asks to wait', async () => {
      const otc = open();
      const bodiless = { method: 'POST', path: '/v2/cloudimages/action' };
      expect(await says('start', otc.start(bodiless))).toBe('refused `invalid`, `IMG.0018`');
      simulator.upstreams['otc-ims'].changeSettings({ startRefusal: 'IMG.0144' });
      expect(await says('start', otc.start({ ...bodiless, body: {} }))).toBe('refused `not-found`, `IMG.0144`');
      simulator.upstreams['otc-ims'].changeSettings({ tooManyTasks: true });
      expect(await says('start', otc.start({ ...bodiless, body: {} }))).toBe('trouble `throttled`, `throttled`');
    });
  });

  describe('the Analyzer', () => {
    const BODY = { query: 'vm[=name rx .*]', startTime: '20261121_080000', endTime: '20261121_090000' };
    const open = () => {
      return hands(connectionTo('hitachi-analyzer', USER, { dataset: 'defaultDs', path: '/dbapi.do' }));
    };

    it.each([202, 206] as const)('starts and aborts a request (accepted with %s)', async (acceptedStatus) => {
      simulator.upstreams['hitachi-analyzer'].changeSettings({ acceptedStatus });
      const analyzer = open();
      const { key } = doneOf(await analyzer.start({ action: 'query', body: BODY }));
      expect(await analyzer.poll(key)).toMatchObject({ state: 'running' });
      expect(await says('cancel', analyzer.cancel(key))).toBe('`acknowledged`');
      expect(await says('cancel', analyzer.cancel(key))).toBe('`ended`');
      now += 60_000;
      expect(await analyzer.poll(key)).toMatchObject({ state: 'canceled' });
    });

    it('reports an abort without effect, and one of a request that is not there', async () => {
      simulator.upstreams['hitachi-analyzer'].changeSettings({
        startedJob: { durationMs: 60_000, outcome: 'succeeded', cancel: 'ignored' },
      });
      const analyzer = open();
      const { key } = doneOf(await analyzer.start({ action: 'query', body: BODY }));
      expect(await says('cancel', analyzer.cancel(key))).toBe('`ineffective`');
      expect(await says('cancel', analyzer.cancel('defaultDs.4711'))).toBe('refused `not-found`, `B5040016`');
    });

    it('records what was answered at once as a run that has ended', async () => {
      simulator.upstreams['hitachi-analyzer'].changeSettings({ startedJob: { durationMs: 0, outcome: 'succeeded' } });
      const { key, observation } = doneOf(await open().start({ action: 'query', body: BODY, waitTime: 2 }));
      expect(key).toMatch(/^defaultDs\.jobgate-/);
      expect(observation).toMatchObject({ state: 'succeeded', operation: 'query', result: expect.any(Array) });
    });
  });

  describe('the SBC', () => {
    const MINUTE = 60_000;
    const open = () => {
      const connection = connectionTo('oracle-sbc', USER, { version: 'v1.2' });
      return hands(connection);
    };
    const box = () => simulator.upstreams['oracle-sbc'];

    it('is managed under its lock, as one run from the request to its end', async () => {
      const sbc = open();
      const other = open();
      const { key, observation } = doneOf(await sbc.start({ operation: 'activate' }));
      expect(observation).toMatchObject({ state: 'running', operation: 'activate', attribution: 'exact' });
      const running = { state: 'running', attribution: 'exact', target: { key } };
      expect(await sbc.poll('last')).toMatchObject(running);
      expect(await says('start', sbc.start({ operation: 'save' }))).toBe('refused `conflict`, `operation-under-way`');
      expect(await says('start', other.start({ operation: 'save' }))).toBe(
        'refused `conflict`, `configuration-locked`',
      );
      now += 3_000;
      expect(await sbc.poll('last')).toMatchObject({ state: 'succeeded', attribution: 'exact', target: { key } });
      // It goes back behind the poll that saw the end.
      await eventually(async () => doneOf(await other.start({ operation: 'save' })));
    });

    it('does not take the end before it for its own', async () => {
      box().add({ operation: 'save', durationMs: 0, outcome: 'succeeded' });
      box().changeSettings({ startedJob: { startsInMs: 2_000, durationMs: 3_000, outcome: 'failed' } });
      const sbc = open();
      const { key } = doneOf(await sbc.start({ operation: 'save' }));
      for (const state of ['running', 'running', 'running', 'failed']) {
        expect(await sbc.poll('last')).toMatchObject({ state, attribution: 'exact', target: { key } });
        now += 1_900;
      }
    });

    it('leaves the box alone while somebody else holds its lock', async () => {
      box().changeSettings({ lockedByOther: true });
      expect(await says('start', open().start({ operation: 'save' }))).toBe(
        'refused `conflict`, `configuration-locked`',
      );
      expect(box().jobs()).toEqual([]);
    });

    it('keeps the lock over the renewal of its token', async () => {
      box().changeSettings({ startedJob: { durationMs: 12 * MINUTE, outcome: 'succeeded' } });
      const sbc = open();
      const { key } = doneOf(await sbc.start({ operation: 'verify' }));
      for (let passed = 0; passed < 12; passed += 1) {
        expect(await sbc.poll('last')).toMatchObject({ state: 'running', attribution: 'exact', target: { key } });
        now += MINUTE;
      }
      const other = open();
      expect(await says('start', other.start({ operation: 'save' }))).toBe(
        'refused `conflict`, `configuration-locked`',
      );
      expect(await sbc.poll('last')).toMatchObject({ state: 'succeeded', attribution: 'exact', target: { key } });
    });

    it('gives the lock back when it is closed, and a killed worker loses it with its token', async () => {
      box().changeSettings({ startedJob: { durationMs: 1_000, outcome: 'succeeded' } });
      const closed = open();
      doneOf(await closed.start({ operation: 'verify' }));
      await closed.session.close();
      now += 1_000;
      const killed = open();
      doneOf(await killed.start({ operation: 'save' }));
      now += 1_000;
      const next = open();
      expect(await says('start', next.start({ operation: 'save' }))).toBe('refused `conflict`, `configuration-locked`');
      now += 10 * MINUTE;
      doneOf(await next.start({ operation: 'save' }));
    });

    it('loses its run to another operation in the slot', async () => {
      const sbc = open();
      const { key } = doneOf(await sbc.start({ operation: 'activate' }));
      await sbc.poll('last');
      box().add({ operation: 'backup', durationMs: 0, outcome: 'succeeded' });
      const seen = await sbc.poll('last');
      expect(seen).toMatchObject({ state: 'succeeded', operation: 'backup', attribution: 'inferred' });
      expect(seen).not.toMatchObject({ target: { key } });
    });

    it('refuses those who are no administrators', async () => {
      const connection = connectionTo(
        'oracle-sbc',
        { user: 'operator', password: 'operator-secret' },
        { version: 'v1.2' },
      );
      const sbc = hands(connection);
      expect(await says('start', sbc.start({ operation: 'save' }))).toBe(
        'refused `forbidden`, `administrator-required`',
      );
    });
  });
});
