import { readFileSync } from 'node:fs';
import { json } from '../../../test/contract/scripted-reply.js';
import { ScriptedUpstream } from '../../../test/contract/scripted-upstream.js';
import { HttpClient } from './http-client.js';

type Certificate = 'self-signed' | 'expired' | 'other-host';
const pem = (name: string) => readFileSync(`test/fixtures/tls/${name}.pem`, 'utf8');

describe('a call over TLS', () => {
  let upstream: ScriptedUpstream;
  let client: HttpClient;
  afterEach(async () => {
    await client.close();
    await upstream.stop();
  });
  async function call(certificate: Certificate, tls: { ca: string | null; verify: boolean }) {
    const pair = { key: pem(`${certificate}.key`), cert: pem(certificate) };
    upstream = await ScriptedUpstream.start(() => json(200, {}), pair);
    return ask(upstream.url, tls);
  }
  async function ask(url: string, tls: { ca: string | null; verify: boolean }) {
    client = new HttpClient({
      name: 'lab',
      provider: 'ibm-hmc',
      url,
      tls,
      auth: {},
      timeZone: 'UTC',
      limits: { concurrency: 1, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 100_000 },
      options: {},
    });
    return client.call({ method: 'GET', target: '/' }, new AbortController().signal);
  }

  it('trusts no certificate that no authority signed', async () => {
    const refused = {
      kind: 'unreachable',
      code: 'certificate-refused',
      message: expect.stringContaining('not trusted'),
    };
    expect(await call('self-signed', { ca: null, verify: true })).toMatchObject({ trouble: refused });
    expect(upstream.received).toEqual([]);
  });

  it('trusts the certificate that it is given', async () => {
    expect(await call('self-signed', { ca: pem('self-signed'), verify: true })).toMatchObject({
      response: { status: 200 },
    });
  });

  it('trusts no other than the one that it is given', async () => {
    expect(await call('self-signed', { ca: pem('other-host'), verify: true })).toMatchObject({
      trouble: { code: 'certificate-refused' },
    });
  });

  it('trusts any where verification is off', async () => {
    for (const certificate of ['self-signed', 'expired', 'other-host'] as const) {
      expect(await call(certificate, { ca: null, verify: false })).toMatchObject({ response: { status: 200 } });
      await client.close();
      await upstream.stop();
    }
  });

  it('refuses an outdated certificate and one for another host, though it knows them', async () => {
    expect(await call('expired', { ca: pem('expired'), verify: true })).toMatchObject({
      trouble: { code: 'certificate-refused', message: expect.stringContaining('at this time') as string },
    });
    await client.close();
    await upstream.stop();
    expect(await call('other-host', { ca: pem('other-host'), verify: true })).toMatchObject({
      trouble: { code: 'certificate-refused', message: expect.stringContaining('another host') as string },
    });
  });

  it('says when the upstream speaks no TLS', async () => {
    upstream = await ScriptedUpstream.start(() => json(200, {}));
    expect(await ask(upstream.url.replace('http:', 'https:'), { ca: null, verify: true })).toMatchObject({
      trouble: { kind: 'unreachable', code: 'tls-failed' },
    });
  });
});
