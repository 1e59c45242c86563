import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { eventually, KEYS, Stage } from '../../../test/stage/index.js';
import { ROOT } from '../../../test/stage/repository.js';

const FIXTURES = join(ROOT, 'test/fixtures/tls');
const CA = readFileSync(join(FIXTURES, 'self-signed.pem'), 'utf8');

let stage: Stage;
const file = (name: string) => join(stage.folder, name);
/** Has the files of the gateway's certificate hold another one. */
function renew(name: string): void {
  copyFileSync(join(FIXTURES, `${name}.pem`), file('tls.crt'));
  copyFileSync(join(FIXTURES, `${name}.key.pem`), file('tls.key'));
}

beforeAll(async () => {
  const configure = ({ gateway }: { gateway: Record<string, unknown> }) => {
    gateway['tls'] = { cert: '', key: '' };
  };
  stage = await Stage.open({ workers: 0, gateways: 0, configure });
  renew('self-signed');
  stage.reconfigure(({ gateway }) => (gateway['tls'] = { cert: file('tls.crt'), key: file('tls.key') }));
  await stage.startGateway();
}, 60_000);
afterAll(() => stage.close());

const port = () => Number(new URL(stage.gateway.url).port);

/** For whom the certificate is that is shown to a new connection. */
async function shown(): Promise<string | undefined> {
  const socket = connect({ host: '127.0.0.1', port: port(), rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { subjectaltname } = socket.getPeerCertificate();
  socket.destroy();
  return subjectaltname;
}

async function statusOf(path: string): Promise<number | undefined> {
  const headers = { 'x-api-key': KEYS.operator };
  const call = request({ host: '127.0.0.1', port: port(), path, headers, agent: false, ca: CA }).end();
  const [response] = (await once(call, 'response')) as [{ statusCode?: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

function run(program: string, args: string[], environment: Record<string, string>): Promise<number> {
  const env = { ...process.env, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, program), ...args], { env }, (error) => resolve(Number(error?.code ?? 0)));
  });
}

describe('a gateway process that speaks TLS', () => {
  it('answers, and says where it does', async () => {
    expect(stage.gateway.url).toMatch(/^https:\/\//);
    expect(await statusOf('/jobs')).toBe(200);
  });

  it('is found well by the health check of containers', async () => {
    expect(await run('deploy/answers.mjs', [`https://127.0.0.1:${port()}/health/live`], {})).toBe(0);
    expect(await run('deploy/answers.mjs', [`https://127.0.0.1:${port()}/nothing`], {})).toBe(1);
  });

  it('is reached by the command line with an authority of one’s own, and not without', async () => {
    const environment = { JOBGATE_URL: `https://localhost:${port()}`, JOBGATE_KEY: KEYS.operator };
    const authority = { NODE_EXTRA_CA_CERTS: join(FIXTURES, 'self-signed.pem') };
    expect(await run('dist/apps/cli/src/main.js', ['list'], { ...environment, ...authority })).toBe(0);
    expect(await run('dist/apps/cli/src/main.js', ['list'], environment)).not.toBe(0);
  });

  it('shows a renewed certificate without a restart, and the one before while the key is not its own', async () => {
    copyFileSync(join(FIXTURES, 'other-host.pem'), file('tls.crt'));
    await stage.gateway.waitForLog('configuration rejected: the previous one stays active');
    expect(await shown()).toContain('localhost');
    renew('other-host');
    await eventually(async () => expect(await shown()).toContain('elsewhere.test'));
  });
});
