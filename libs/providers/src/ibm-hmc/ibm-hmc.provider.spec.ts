import type { UpstreamConnection } from '#libs/upstream';
import { harness } from '../../../../test/contract/ibm-hmc.harness.js';
import { json, page } from '../../../../test/contract/scripted-reply.js';
import { Stage } from '../../../../test/contract/stage.js';

const { rawStatuses, logOn } = harness;
const RUNNING = rawStatuses[0]!.script;
const KEY = harness.keys.run;

describe('the HMC provider', () => {
  let stage: Stage;
  afterEach(() => stage.close());
  const withOptions = (options: Record<string, unknown>) => ({
    ...harness,
    connection: (url: string): UpstreamConnection => ({ ...harness.connection(url), options }),
  });

  it('logs on with userid and password, asks for the job, and logs off when it is closed', async () => {
    stage = await Stage.open(harness, RUNNING);
    await stage.pollOk();
    await stage.session.close();
    const { received } = stage.upstream;
    expect(received.map(({ method, target }) => `${method} ${target}`)).toEqual([
      'POST /api/sessions',
      `GET /api/jobs/${KEY}`,
      'DELETE /api/sessions/this-session',
    ]);
    expect(JSON.parse(received[0]!.body)).toEqual({ userid: 'GWUSER', password: harness.secrets[0] });
    expect(received[0]!.headers).not.toHaveProperty('x-api-session');
    expect(received[1]!.body).toBe('');
    expect(received[2]!.headers['x-api-session']).toBe(received[1]!.headers['x-api-session']);
  });

  it('reports which call it made, without its session', async () => {
    stage = await Stage.open(harness, RUNNING);
    const { fetched } = await stage.poll();
    expect(fetched.exchange).toMatchObject({ method: 'GET', target: `/api/jobs/${KEY}`, status: 200 });
  });

  it('sends the target name of BCPii only where one is set', async () => {
    stage = await Stage.open(withOptions({ targetName: 'NETID.CPC1' }), RUNNING);
    await stage.pollOk();
    expect(stage.calls[0]!.headers['x-api-target-name']).toBe('NETID.CPC1');
    await stage.close();
    stage = await Stage.open(harness, RUNNING);
    await stage.pollOk();
    expect(stage.calls[0]!.headers).not.toHaveProperty('x-api-target-name');
  });

  it('finds its jobs again after a restart of the HMC, which forgot every session', async () => {
    stage = await Stage.open(harness, RUNNING);
    await stage.pollOk();
    stage.whenCalled = () => ({ play: 'reset' });
    expect((await stage.pollFailing()).kind).toBe('unreachable');
    stage.whenCalled = () => page(503);
    expect((await stage.pollFailing()).kind).toBe('unreachable');
    stage.oldestValid = 2;
    stage.whenExpired = () => logOn!.expired[1]!;
    stage.whenCalled = () => json(200, { status: 'complete', 'job-status-code': 204 });
    expect((await stage.pollOk()).state).toBe('succeeded');
    expect(stage.logOns).toBe(2);
  });

  it('uses no session id that is invalid in a header', async () => {
    stage = await Stage.open(harness, RUNNING);
    stage.whenLoggingOn = () => json(200, { 'api-session': 'a\r\nx-injected: 1' });
    expect(await stage.pollFailing()).toMatchObject({ kind: 'malformed', code: 'unexpected-shape' });
    expect(stage.calls).toEqual([]);
  });

  it('accepts 201 for the log-on, and a log-on without topics', async () => {
    stage = await Stage.open(harness, RUNNING);
    stage.whenLoggingOn = () => ({ ...logOn!.grant(stage.logOns), status: 201 });
    await stage.pollOk();
    await stage.close();
    stage = await Stage.open(harness, RUNNING);
    const bare = JSON.parse(String((logOn!.grant(1) as { body: string }).body)) as Record<string, unknown>;
    stage.whenLoggingOn = () => json(200, { 'api-session': bare['api-session'] });
    await stage.pollOk();
  });

  it('says why when the API is switched off', async () => {
    stage = await Stage.open(harness, RUNNING);
    stage.whenLoggingOn = () => page(500, 'javax.servlet.ServletException: Web Services are not enabled.');
    expect(await stage.pollFailing()).toMatchObject({ kind: 'unreachable', code: 'web-services-disabled' });
  });

  it('says so when the user has too many sessions, and does not ask for more of them', async () => {
    stage = await Stage.open(harness, RUNNING);
    stage.whenLoggingOn = () => json(400, { 'http-status': 400, reason: 13 });
    expect(await stage.pollFailing()).toMatchObject({ kind: 'unauthorized', code: 'too-many-sessions' });
    await stage.pollFailing();
    expect(stage.logOns).toBe(1);
  });

  it('sends no request for what is no key', async () => {
    stage = await Stage.open(harness, RUNNING);
    const refs = [{ key: '..', kind: 'run' as const }];
    for await (const fetched of harness.provider.fetch(stage.session, refs, new AbortController().signal)) {
      expect(fetched).toMatchObject({ ref: refs[0], trouble: { kind: 'malformed', code: 'invalid-key' } });
    }
    expect(stage.upstream.received).toEqual([]);
  });
});
