import type { OperationResult } from '#libs/providers';
import { readFileSync } from 'node:fs';
import { COMMANDS, outcomeOf, rowsOfReadme } from '../commands.js';
import { json, page, type Play, type Player } from '../scripted-reply.js';
import type { CommandCase, Command, ProviderHarness, ReceivedRequest, Reply, Script } from '../provider-harness.js';
import { expectNoSecret, expectWellFormedExchange, expectWellFormedTrouble } from '../well-formed.js';
import type { Stage } from '../stage.js';
import { describeCommandKeys } from './command-keys.rules.js';
import { useStages } from './stages.js';
import { within } from './within.js';

const KEBAB_OR_VENDOR = /^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$/;

/** Commands: executed once, with the true outcome. */
export function describeCommands(harness: ProviderHarness): void {
  const open = useStages(harness);
  const { commands, provider } = harness;
  const { capabilities } = provider.descriptor;
  const able = COMMANDS.filter((call) => capabilities[call]);

  it('offers the methods that its capabilities name, and no other', () => {
    for (const call of COMMANDS)
      expect([call, typeof provider[call]]).toEqual([call, able.includes(call) ? 'function' : 'undefined']);
    expect(provider.descriptor.start !== undefined).toBe(capabilities.start);
    expect([...new Set(commands.rows.map(({ call }) => call))].sort()).toEqual([...able].sort());
  });

  it('does what the table in its README says', () => {
    const readme = readFileSync(`libs/providers/src/${provider.descriptor.name}/README.md`, 'utf8');
    const rows = commands.rows.map(({ call, wire, outcome }) => ({ call, wire, outcome }));
    expect(rowsOfReadme(readme)).toEqual(rows);
  });

  it.each(commands.rows)('$call: $wire → $outcome', async (row) => {
    const stage = await open(row.script());
    const result = await execute(stage, row);
    expect(outcomeOf(row.call, result)).toBe(row.outcome);
    if (row.done !== undefined) expect(result).toHaveProperty('done', row.done);
    expect(commandsOf(stage, row).length).toBeLessThanOrEqual(1);
  });

  for (const call of able) {
    describe(call, () => {
      const plain = commands.rows.find((row) => row.call === call)!;
      const changes = call !== 'list' && call !== 'runs';
      /** The poll before succeeds, the command as scripted. */
      const withCommand = (play: Play | Player): Player => {
        const well = plain.script();
        return (request) => {
          if (!commands.isCommand(request, call)) return replyOf(well, request);
          return typeof play === 'function' ? play(request) : play;
        };
      };

      it('is asked for exactly once', async () => {
        const stage = await open(plain.script());
        expect(await execute(stage, plain)).toHaveProperty('done');
        expect(commandsOf(stage, plain)).toHaveLength(1);
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
        const stage = await open(withCommand(play), { timeoutMs: 250 });
        expect(await execute(stage, plain)).toMatchObject({ trouble: {}, mayHaveExecuted: changes });
        expect(commandsOf(stage, plain)).toHaveLength(1);
      });

      it.each([...harness.forbidden.map((reply) => [reply.status, reply] as const)])(
        'is not done without the right, and says so (%s)',
        async (_status, reply) => {
          const stage = await open(reply);
          const result = await execute(stage, plain);
          if ('trouble' in result)
            expect(result).toMatchObject({ trouble: { kind: 'unauthorized' }, mayHaveExecuted: false });
          else expect(result).toMatchObject({ refused: { reason: 'forbidden' } });
          expect(stage.logOns).toBe(harness.logOn ? 1 : 0);
        },
      );

      it('asks nobody where the connection is refused, and knows that nothing was done', async () => {
        const stage = await open(plain.script());
        await stage.upstream.stop();
        expect(await execute(stage, plain)).toMatchObject({
          trouble: { code: 'connection-refused' },
          mayHaveExecuted: false,
        });
      });

      it('is given up within 100 ms', async () => {
        const stage = await open(withCommand({ play: 'silence' }));
        const controller = new AbortController();
        const underWay = execute(stage, plain, controller.signal);
        while (commandsOf(stage, plain).length === 0) await stage.upstream.arrived(stage.upstream.received.length + 1);
        controller.abort();
        expect(await within(underWay)).toMatchObject({ trouble: {}, mayHaveExecuted: changes });
      });

      it('asks nobody when it was given up before it began', async () => {
        const stage = await open(plain.script());
        expect(await execute(stage, plain, AbortSignal.abort())).toMatchObject({ trouble: {}, mayHaveExecuted: false });
        expect(stage.calls).toEqual([]);
      });

      it.each([200, 202, 400, 401, 403, 404, 409, 500])(
        'repeats nothing that is echoed with status %s',
        async (status) => {
          const echo = (request: ReceivedRequest): Reply => json(status, { request, message: JSON.stringify(request) });
          await execute(await open(withCommand(echo)), plain, AbortSignal.timeout(300));
          const echoPage = (request: ReceivedRequest): Reply => page(status, JSON.stringify(request));
          await execute(await open(withCommand(echoPage)), plain, AbortSignal.timeout(300));
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
          expect(await execute(stage, plain)).toHaveProperty('done');
          expect(stage.logOns).toBe(logOns + 1);
          const sent = commandsOf(stage, plain);
          expect(sent.filter((request) => logOn.carries(request, stage.logOns))).toHaveLength(1);
          expect(sent.length).toBeLessThanOrEqual(2);
        },
      );

      it('is not done where the log-on is refused', async () => {
        const stage = await open(plain.script());
        stage.whenLoggingOn = () => logOn.refuse;
        expect(await execute(stage, plain)).toMatchObject({
          trouble: { kind: 'unauthorized' },
          mayHaveExecuted: false,
        });
        expect(stage.calls).toEqual([]);
      });
    });
  }

  if (capabilities.cancel || capabilities.delete || capabilities.runs) describeCommandKeys(harness);

  async function execute(
    stage: Stage,
    row: CommandCase,
    signal = new AbortController().signal,
  ): Promise<OperationResult<unknown>> {
    const result = await stage.execute(row, signal);
    expectWellFormedExchange(result.exchange);
    expectNoSecret(result, harness.secrets);
    if ('trouble' in result) expectWellFormedTrouble(result.trouble, stage.keyOf(row));
    if ('refused' in result) {
      expect(result.refused.code).toMatch(KEBAB_OR_VENDOR);
      expect(result.refused.message).toMatch(/^[A-Z].*\.$/);
    }
    return result;
  }

  function commandsOf(stage: Stage, { call }: { call: Command }): ReceivedRequest[] {
    return stage.calls.filter((request) => commands.isCommand(request, call));
  }
}

const replyOf = (script: Script, request: ReceivedRequest): Reply =>
  typeof script === 'function' ? script(request) : script;
