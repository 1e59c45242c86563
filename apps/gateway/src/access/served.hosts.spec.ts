import { request } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { GatewayStage, KEY } from '../../test/gateway.stage.js';
import { runningRecord } from '../../test/records.js';

const FAR = Date.now() + 3_600_000;
const JOB = runningRecord({ key: '1', observation: { observedAt: Date.now(), nextCheckAt: FAR } });
const AT = `/jobs/${JOB.id}`;

let stage: GatewayStage;

/** The answer to these lines over a connection of their own, which does not say that they are all. */
function answerTo(...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect((stage.server.address() as AddressInfo).port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
      const [head, body] = text.split('\r\n\r\n') as [string, string | undefined];
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      if (body !== undefined && (body.length >= length || lines[0]!.startsWith('HEAD'))) socket.destroy();
    });
    socket.once('close', () => resolve(text)).once('error', reject);
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
const asked = async (host: string, path = AT, method = 'GET') =>
  statusOf(await answerTo(`${method} ${path} HTTP/1.1`, `Host: ${host}`, `Authorization: Bearer ${KEY}`));

describe.each(['node', 'front'])(
  'a gateway that is told its hosts, and whose plain reads are read by %s',
  (plainReads) => {
    beforeAll(async () => {
      stage = await GatewayStage.open({
        gateway: { plainReads, hosts: ['JobGate.example', 'exact.example:8443', '[::1]'] },
      });
      await stage.has(JOB);
    }, 30_000);
    afterAll(() => stage.close());

    it.each(['jobgate.example', 'JOBGATE.EXAMPLE.:3000', 'exact.example:8443', '[0::1]:9'])(
      'answers a request for %s, each time alike',
      async (host) => {
        for (const path of [AT, AT, '/jobs', '/connections', '/docs', '/openapi.json', '/problems']) {
          expect([path, await asked(host, path)]).toEqual([path, 200]);
        }
      },
    );

    it.each([
      'evil.example',
      '127.0.0.1',
      'jobgate.example.evil',
      'exact.example',
      'exact.example:80',
      '[::2]',
      'a b',
      '',
    ])('[gateway.hosts] answers 421 to one for %j, whatever is asked', async (host) => {
      const paths = [
        AT,
        AT,
        '/jobs',
        '/jobs?limit=1',
        '/metrics',
        '/',
        '/docs',
        '/openapi.json',
        '/problems',
        '/queues',
      ];
      for (const path of [...paths, '/nothing', '/health', '/health/live/x']) {
        expect([path, await asked(host, path)]).toEqual([path, 421]);
      }
      for (const method of ['HEAD', 'POST', 'OPTIONS', 'DELETE']) {
        expect([method, await asked(host, AT, method)]).toEqual([method, 421]);
      }
    });

    it('answers them with a problem that has a page', async () => {
      const answer = await answerTo(`GET ${AT}?q=secret HTTP/1.1`, 'Host: evil.example');
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toContain('Content-Type: application/problem+json; charset=utf-8');
      expect(head).toContain('Cache-Control: no-store');
      expect(JSON.parse(body)).toMatchObject({ status: 421, code: 'misdirected-request', instance: AT });
      expect(await asked('jobgate.example', '/problems/misdirected-request')).toBe(200);
    });

    it('refuses requests without a host, with several, or with another one in the target', async () => {
      const key = `Authorization: Bearer ${KEY}`;
      const good = 'Host: jobgate.example';
      expect(statusOf(await answerTo(`GET ${AT} HTTP/1.0`, key))).toBe(421);
      expect(statusOf(await answerTo(`GET ${AT} HTTP/1.0`, good, key))).toBe(200);
      expect(statusOf(await answerTo(`GET ${AT} HTTP/1.1`, key))).toBe(400);
      for (const hosts of [
        [good, 'Host: evil.example'],
        ['Host: evil.example', good],
      ]) {
        expect([400, 421]).toContain(statusOf(await answerTo(`GET ${AT} HTTP/1.1`, ...hosts, key)));
      }
      expect(statusOf(await answerTo(`GET http://evil.example${AT} HTTP/1.1`, good, key))).toBe(421);
      expect(statusOf(await answerTo(`GET http://u@jobgate.example${AT} HTTP/1.1`, good, key))).toBe(421);
      expect(statusOf(await answerTo(`GET http://jobgate.example${AT} HTTP/1.1`, 'Host: evil.example', key))).toBe(421);
      expect(statusOf(await answerTo(`GET http://jobgate.example${AT} HTTP/1.1`, good, key))).toBe(200);
    });

    it('answers probes by its address', async () => {
      expect(await asked('10.0.0.7:3000', '/health/live')).toBe(200);
      expect([200, 503]).toContain(await asked('10.0.0.7:3000', '/health/ready?x'));
    });

    it('takes no body of a request that is not for it', async () => {
      const port = (stage.server.address() as AddressInfo).port;
      const headers = { host: 'evil.example', authorization: `Bearer ${KEY}`, expect: '100-continue' };
      const call = request({ port, host: '127.0.0.1', method: 'POST', path: '/jobs', headers });
      const seen = await new Promise<string>((resolve, reject) => {
        call.once('continue', () => resolve('continue'));
        call.once('response', ({ statusCode }) => resolve(String(statusCode)));
        call.once('error', reject);
        call.flushHeaders();
      });
      call.destroy();
      expect(seen).toBe('421');
    });

    it('takes up others while it runs', async () => {
      stage.reconfigure((now) => ({ ...now, gateway: { ...now.gateway, hosts: ['other.example'] } }));
      expect([await asked('jobgate.example'), await asked('other.example')]).toEqual([421, 200]);
      stage.reconfigure((now) => ({ ...now, gateway: { ...now.gateway, hosts: null } }));
      expect([await asked('evil.example'), await asked('other.example')]).toEqual([200, 200]);
    });
  },
);
