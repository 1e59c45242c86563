import type { OperationResult } from '#libs/providers';
import { readFileSync } from 'node:fs';
import { ACTIONS, outcomeOf, rowsOfReadme } from '../acting.js';
import { json, page, type Play, type Player } from '../play.js';
import type { ActingRow, Action, ProviderHarness, ReceivedRequest, Reply, Script } from '../provider-harness.js';
import { expectNoSecret, expectWellFormedExchange, expectWellFormedTrouble } from '../well-formed.js';
import type { Stage } from '../stage.js';
import { describeActingKeys } from './acting-keys.rules.js';
import { useStages } from './stages.js';
import { within } from './within.js';

const KEBAB_OR_VENDOR = /^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$/;

/** What an upstream is asked to do: once, for what it is, and with an honest word about what became of it. */
export function describeActing(harness: ProviderHarness): void {
  const open = useStages(harness);
  const { acting, provider } = harness;
  const { capabilities } = provider.descriptor;
  const able = ACTIONS.filter((call) => capabilities[call]);

  it('offers the methods that its capabilities name, and no other', () => {
    for (const call of ACTIONS)
      expect([call, typeof provider[call]]).toEqual([call, able.includes(call) ? 'function' : 'undefined']);
    expect(provider.descriptor.start !== undefined).toBe(capabilities.start);
    expect([...new Set(acting.rows.map(({ call }) => call))].sort()).toEqual([...able].sort());
  });

  it('does what the table in its README says', () => {
    const readme = readFileSync(`libs/providers/src/${provider.descriptor.name}/README.md`, 'utf8');
    const rows = acting.rows.map(({ call, wire, outcome }) => ({ call, wire, outcome }));
    expect(rowsOfReadme(readme)).toEqual(rows);
  });

  it.each(acting.rows)('$call: $wire → $outcome', async (row) => {
    const stage = await open(row.script());
    const acted = await act(stage, row);
    expect(outcomeOf(row.call, acted)).toBe(row.outcome);
    if (row.done !== undefined) expect(acted).toHaveProperty('done', row.done);
    expect(deedsOf(stage, row).length).toBeLessThanOrEqual(1);
  });

  for (const call of able) {
    describe(call, () => {
      const plain = acting.rows.find((row) => row.call === call)!;
      const changes = call !== 'list' && call !== 'runs';
      /** The look before goes well, the deed as told. */
      const withDeed = (play: Play | Player): Player => {
        const well = plain.script();
        return (request) => {
          if (!acting.isDeed(request, call)) return replyOf(well, request);
          return typeof play === 'function' ? play(request) : play;
        };
      };

      it('is asked for exactly once', async () => {
        const stage = await open(plain.script());
        expect(await act(stage, plain)).toHaveProperty('done');
        expect(deedsOf(stage, plain)).toHaveLength(1);
      });

      it.each<[string, Play]>([
        ['no answer comes', { play: 'silence' }],
        ['the connection breaks', { play: 'reset' }],
        ['the answer breaks off', { play: 'half', reply: json(200, { text: 'x'.repeat(500) }) }],
        ['a web page comes', page(200)],
        ['half a JSON comes', { ...json(200, {}), body: '{"some":' }],
        ['the upstream fails', json(500, { error: 'out of order' })],
        ['a proxy fails', page(502)],
      ])('is never repeated where %s, and leaves it open', async (_what, play) => {
        const stage = await open(withDeed(play), { timeoutMs: 250 });
        expect(await act(stage, plain)).toMatchObject({ trouble: {}, mayHaveExecuted: changes });
        expect(deedsOf(stage, plain)).toHaveLength(1);
      });

      it.each([...harness.forbidden.map((reply) => [reply.status, reply] as const)])(
        'is not done without the right, and says so (%s)',
        async (_status, reply) => {
          const stage = await open(reply);
          const acted = await act(stage, plain);
          if ('trouble' in acted)
            expect(acted).toMatchObject({ trouble: { kind: 'unauthorized' }, mayHaveExecuted: false });
          else expect(acted).toMatchObject({ refused: { reason: 'forbidden' } });
          expect(stage.logOns).toBe(harness.logOn ? 1 : 0);
        },
      );

      it('asks nobody where the connection is refused, and knows that nothing was done', async () => {
        const stage = await open(plain.script());
        await stage.upstream.stop();
        expect(await act(stage, plain)).toMatchObject({
          trouble: { code: 'connection-refused' },
          mayHaveExecuted: false,
        });
      });

      it('is given up within 100 ms', async () => {
        const stage = await open(withDeed({ play: 'silence' }));
        const controller = new AbortController();
        const underWay = act(stage, plain, controller.signal);
        while (deedsOf(stage, plain).length === 0) await stage.upstream.arrived(stage.upstream.received.length + 1);
        controller.abort();
        expect(await within(underWay)).toMatchObject({ trouble: {}, mayHaveExecuted: changes });
      });

      it('asks nobody when it was given up before it began', async () => {
        const stage = await open(plain.script());
        expect(await act(stage, plain, AbortSignal.abort())).toMatchObject({ trouble: {}, mayHaveExecuted: false });
        expect(stage.calls).toEqual([]);
      });

      it.each([200, 202, 400, 401, 403, 404, 409, 500])(
        'repeats nothing that is echoed with status %s',
        async (status) => {
          const echo = (request: ReceivedRequest): Reply => json(status, { request, message: JSON.stringify(request) });
          await act(await open(withDeed(echo)), plain, AbortSignal.timeout(300));
          const echoPage = (request: ReceivedRequest): Reply => page(status, JSON.stringify(request));
          await act(await open(withDeed(echoPage)), plain, AbortSignal.timeout(300));
        },
      );

      const { logOn } = harness;
      if (!logOn) return;

      it.each(logOn.expired.map((reply, index) => ({ form: index + 1, reply })))(
        'is done once with a new session where the old one has expired (form $form)',
        async ({ reply }) => {
          const stage = await open(plain.script());
          await stage.poll();
          const logOns = stage.logOns;
          stage.oldestValid = logOns + 1;
          stage.whenExpired = () => reply;
          expect(await act(stage, plain)).toHaveProperty('done');
          expect(stage.logOns).toBe(logOns + 1);
          const deeds = deedsOf(stage, plain);
          expect(deeds.filter((request) => logOn.carries(request, stage.logOns))).toHaveLength(1);
          expect(deeds.length).toBeLessThanOrEqual(2);
        },
      );

      it('is not done where the log-on is refused', async () => {
        const stage = await open(plain.script());
        stage.whenLoggingOn = () => logOn.refuse;
        expect(await act(stage, plain)).toMatchObject({ trouble: { kind: 'unauthorized' }, mayHaveExecuted: false });
        expect(stage.calls).toEqual([]);
      });
    });
  }

  if (capabilities.cancel || capabilities.delete || capabilities.runs) describeActingKeys(harness);

  async function act(
    stage: Stage,
    row: ActingRow,
    signal = new AbortController().signal,
  ): Promise<OperationResult<unknown>> {
    const acted = await stage.act(row, signal);
    expectWellFormedExchange(acted.exchange);
    expectNoSecret(acted, harness.secrets);
    if ('trouble' in acted) expectWellFormedTrouble(acted.trouble, stage.keyOf(row));
    if ('refused' in acted) {
      expect(acted.refused.code).toMatch(KEBAB_OR_VENDOR);
      expect(acted.refused.message).toMatch(/^[A-Z].*\.$/);
    }
    return acted;
  }

  function deedsOf(stage: Stage, { call }: { call: Action }): ReceivedRequest[] {
    return stage.calls.filter((request) => acting.isDeed(request, call));
  }
}

const replyOf = (script: Script, request: ReceivedRequest): Reply =>
  typeof script === 'function' ? script(request) : script;
