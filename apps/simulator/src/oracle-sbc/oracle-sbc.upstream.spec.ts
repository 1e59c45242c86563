import { basic, JOBGATE, probe, simulatorForEachTest, type Probed } from '../../test/probe.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const held = simulatorForEachTest();

const sbc = () => held.simulator.upstreams['oracle-sbc'];
const call = (method: string, path: string, headers: Record<string, string>, body?: string): Promise<Probed> =>
  probe(`${held.simulator.urls['oracle-sbc']}/rest/v1.2${path}`, { method, headers, body });

async function token(body?: string, authorization = JOBGATE): Promise<Record<string, string>> {
  const headers: Record<string, string> = { Authorization: authorization };
  if (body !== undefined) headers['Content-Type'] = 'x-www-form-urlencoded';
  const { text } = await call('POST', '/auth/token', headers, body);
  return { Authorization: `Bearer ${/<accessToken>(.+)<\/accessToken>/.exec(text)?.[1] ?? ''}` };
}

async function asyncStatus(headers?: Record<string, string>): Promise<Probed> {
  return call('GET', '/admin/asyncstatus', headers ?? (await token()));
}

const add = (script: object) => sbc().add({ durationMs: 10_000, outcome: 'succeeded', ...script });
const envelope = (data: string): string =>
  `${DECLARATION}<response><data>${data}</data><messages/><links/></response>\n`;
const state = (operation: string, status: string): string =>
  `<operationState><operation>${operation}</operation><status>${status}</status></operationState>`;

describe('access to the SBC', () => {
  it('gives a token for Basic, good for ten minutes', async () => {
    const headers = await token();
    expect((await asyncStatus(headers)).status).toBe(200);
    held.clock.pass(600_000);
    const late = await asyncStatus(headers);
    expect(late.status).toBe(401);
    expect(late.text).toBe(
      `${DECLARATION}<response><data/><messages><errorMessage>Client not authorized.</errorMessage></messages><links/></response>\n`,
    );
  });

  it('refuses bad credentials with 401 and operators with 403', async () => {
    expect((await call('POST', '/auth/token', { Authorization: basic('jobgate', 'x') })).status).toBe(401);
    expect((await asyncStatus({})).status).toBe(401);
    expect((await asyncStatus(await token(undefined, basic('operator', 'operator-secret')))).status).toBe(403);
  });

  it('speaks XML only, of known versions only, and over TLS where it insists', async () => {
    const headers = await token();
    expect((await asyncStatus({ ...headers, Accept: 'application/json' })).status).toBe(406);
    expect((await call('POST', '/configuration/lock', { ...headers, 'Content-Type': 'text/plain' }, 'x')).status).toBe(
      415,
    );
    const base = held.simulator.urls['oracle-sbc'];
    expect((await probe(`${base}/rest/v9.9/admin/asyncstatus`, { headers })).status).toBe(404);
    expect((await probe(`${base}/rest/v1.2/other`, { headers })).status).toBe(404);
    expect((await probe(`${base}/rest/v1.2/admin/asyncstatus`, { method: 'PUT', headers })).status).toBe(405);
    expect((await probe(`${base}/rest/api/supportedversions`, { headers })).text).toContain(
      '<data><latestVersion>v1.2</latestVersion><version>v1.0</version>',
    );
    sbc().changeSettings({ requiresTls: true });
    const plain = await asyncStatus(headers);
    expect([plain.status, plain.text]).toEqual([426, expect.stringContaining('Client must connect with HTTPS.')]);
  });
});

describe('asyncstatus', () => {
  it('is empty before the first operation', async () => {
    const answer = await asyncStatus();
    expect(answer.text).toBe(`${DECLARATION}<response><data/><messages/><links/></response>\n`);
    expect(answer.headers['content-type']).toBe('application/xml');
  });

  it('goes from in progress to success', async () => {
    add({ operation: 'save' });
    expect((await asyncStatus()).text).toBe(envelope(state('save', 'inProgress')));
    sbc().changeSettings({ inProgressWord: 'pending' });
    expect((await asyncStatus()).text).toBe(envelope(state('save', 'pending')));
    held.clock.pass(10_000);
    expect((await asyncStatus()).text).toBe(envelope(state('save', 'success')));
  });

  it('reports a failure in a 200, with the message in any of its places', async () => {
    add({ operation: 'verify', durationMs: 0, outcome: 'failed', error: { code: '', message: '3 errors & more' } });
    const failed = await asyncStatus();
    expect(failed.status).toBe(200);
    expect(failed.text).toBe(envelope(`${state('verify', 'fail')}<errorMessage>3 errors &amp; more</errorMessage>`));
    for (const [errorPlace, part] of [
      ['messages', '<messages><errorMessage>3 errors &amp; more</errorMessage></messages>'],
      ['messages-message', '<messages><message>3 errors &amp; more</message></messages>'],
      ['messages-text', '<messages>3 errors &amp; more</messages>'],
    ] as const) {
      sbc().changeSettings({ errorPlace, failWord: 'failure' });
      expect((await asyncStatus()).text).toContain(part);
      expect((await asyncStatus()).text).toContain('<status>failure</status>');
    }
  });

  it('adds information, and shows a forced status', async () => {
    add({ durationMs: 0, outcome: 'warning' });
    expect((await asyncStatus()).text).toContain('<additionalInfo><detail>2 warnings</detail></additionalInfo>');
    add({ durationMs: 0, result: 'backup of 3 files' });
    expect((await asyncStatus()).text).toContain('<additionalInfo>backup of 3 files</additionalInfo>');
    add({ rawStatus: 'halfway' });
    expect((await asyncStatus()).text).toContain('<status>halfway</status>');
  });

  it('shows only the last operation, of any user', async () => {
    add({ operation: 'activate' });
    add({ operation: 'backup', durationMs: 0, startsInMs: 1_000 });
    expect((await asyncStatus()).text).toContain('<operation>activate</operation>');
    held.clock.pass(1_000);
    expect((await asyncStatus()).text).toBe(envelope(state('backup', 'success')));
    const { ids, keys } = add({ operation: 'save' });
    expect([ids, keys]).toEqual([[{ operation: 'save', id: expect.any(String) }], ['last']]);
    expect(sbc().jobCount()).toBe(1);
  });
});

describe('managing the configuration', () => {
  it('requires the lock, accepts, and links to the status', async () => {
    const headers = await token();
    const refused = await call('PUT', '/configuration/management?action=save', headers);
    expect([refused.status, refused.text]).toEqual([423, expect.stringContaining('User does not have the lock.')]);
    expect((await call('POST', '/configuration/lock', headers)).status).toBe(204);
    const accepted = await call('PUT', '/configuration/management?action=save', headers);
    expect(accepted.status).toBe(202);
    const link = `${held.simulator.urls['oracle-sbc']}/rest/v1.2/admin/asyncstatus`;
    expect(accepted.text).toContain(`<data/><messages/><links><link>${link}</link></links>`);
    expect((await probe(link, { headers })).text).toBe(envelope(state('save', 'inProgress')));
    expect((await call('POST', '/configuration/unlock', headers)).status).toBe(204);
    expect((await call('POST', '/configuration/unlock', headers)).status).toBe(423);
  });

  it('keeps the lock over a renewal in place, and loses it with the token', async () => {
    const first = await token();
    await call('POST', '/configuration/lock', first);
    expect((await call('POST', '/configuration/lock', await token())).status).toBe(423);
    const renewed = await token(`token=${encodeURIComponent((first['Authorization'] ?? '').slice('Bearer '.length))}`);
    expect((await call('POST', '/configuration/management?action=activate', first)).status).toBe(423);
    expect((await call('POST', '/configuration/management?action=activate', renewed)).status).toBe(202);
    sbc().changeSettings({ renewalEndsOldToken: true });
    await token((renewed['Authorization'] ?? '').slice('Bearer '.length));
    expect((await asyncStatus(renewed)).status).toBe(401);
    held.clock.pass(600_000);
    expect((await call('POST', '/configuration/lock', await token())).status).toBe(204);
  });

  it.each([
    ['POST', 'activate', 202],
    ['POST', 'backup&backupSource=running&filename=nightly', 202],
    ['PUT', 'verify', 202],
    ['PUT', 'restore&restoreSource=saved', 202],
    ['PUT', 'restore&restoreSource=backupFile&filename=nightly', 202],
    ['POST', 'backup&backupSource=running', 400],
    ['POST', 'backup&backupSource=moon&filename=a', 400],
    ['PUT', 'restore&restoreSource=backupFile', 400],
    ['PUT', 'restore&restoreSource=backupFile&filename=/code/a', 400],
    ['POST', 'save', 400],
  ])('answers %s ?action=%s with %i', async (method, action, status) => {
    const headers = await token();
    await call('POST', '/configuration/lock', headers);
    expect((await call(method, `/configuration/management?action=${action}`, headers)).status).toBe(status);
  });

  it('forgets everything in a reboot, which is a 202 of another kind', async () => {
    add({ operation: 'save' });
    const headers = await token();
    const reboot = await call('POST', '/admin/reboot', headers);
    expect([reboot.status, reboot.text]).toEqual([202, envelope('Rebooting in 5 seconds')]);
    expect((await asyncStatus(headers)).status).toBe(401);
    expect((await asyncStatus()).text).toContain('<data/>');
    expect((await call('POST', '/admin/switchover', await token())).status).toBe(204);
  });
});
