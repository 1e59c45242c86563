import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, faultsOf, withConnection, SHA } from '../test/configuration.scene.js';
import { type Environment } from './index.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jobgate-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('variables and files in a configuration', () => {
  const secret = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const authOf = (auth: string, environment: Environment = {}) =>
    parse(withConnection(`auth: ${auth}`), 'worker', environment).connections[0]?.auth;

  it('replaces variables anywhere in a text, and $${ by ${', () => {
    expect(
      authOf("{ user: 'x-${A}-${B}-$${A}', password: '${EMPTY}p' }", { A: '1', B: '$${A} ${A}', EMPTY: '' }),
    ).toEqual({
      user: 'x-1-$${A} ${A}-${A}',
      password: 'p',
    });
  });

  it('needs no quotes around a variable, in braces and brackets neither', () => {
    const text = withConnection('auth: { user: ${U}, password: x${P}}\ntimeZone: ${Z}').replace(
      'connections:',
      "access: { keys: [{ name: k$$$${U}, sha256: ${S}, scopes: [jobs:read], connections: [${U},${U}-2, '*'] }] }\nconnections:",
    );
    const environment = { U: 'one: two', P: '} # "', Z: 'Europe/Berlin', S: SHA };
    expect(parse(text, 'worker', environment)).toMatchObject({
      access: { keys: [{ name: 'k${U}', sha256: SHA, connections: ['one: two', 'one: two-2', '*'] }] },
      connections: [{ auth: { user: 'one: two', password: 'x} # "' }, timeZone: 'Europe/Berlin' }],
    });
  });

  it('reads a secret from a file, without the newline at its end', () => {
    const paths = { A: secret('one', 's3cret\n'), B: secret('two', ' two \n\n') };
    expect(authOf(`{ user: 'file:${paths.A}', password: 'file:\${B}' }`, paths)).toEqual({
      user: 's3cret',
      password: ' two \n',
    });
  });

  it("does not take a variable's value for an order to read a file or for another variable", () => {
    expect(authOf("{ user: '${A}', password: '${B}' }", { A: 'file:/etc/hostname', B: '${A}' })).toEqual({
      user: 'file:/etc/hostname',
      password: '${A}',
    });
  });

  it('takes numbers and booleans from variables, and leaves text as text', () => {
    const text = `gateway: { port: '\${P}' }\nwebhooks: { allowPrivateTargets: '\${T}' }\n${withConnection(
      "auth: { user: '${P}', password: p }\noptions: { stompPort: '${P}', version: '${P}' }\nlimits: { requestsPerSecond: '${R}' }",
    )}`;
    expect(parse(text, 'worker', { P: '4000', T: 'true', R: '2.5' })).toMatchObject({
      gateway: { port: 4000 },
      webhooks: { allowPrivateTargets: true },
      connections: [
        {
          auth: { user: '4000' },
          options: { stompPort: 4000, version: '4000' },
          limits: { requestsPerSecond: 2.5 },
        },
      ],
    });
  });

  it('lists each variable that is not set and each file that cannot be read, and no consequences of them', () => {
    const text = `redis: { url: '\${R}' }\ngateway: { port: '\${P}' }\n${withConnection(
      `auth: { user: 'file:${folder}/none', password: '\${A}-\${B}' }\nrefresh: { min: '\${M}', max: 500ms }\ntimeZone: 'file:relative'\noptions: { version: '\${' }`,
    ).replace('https://a.example', '${U}')}`;
    expect(faultsOf(text)).toEqual([
      'connections[0].auth.password: needs the environment variable A, which is not set',
      'connections[0].auth.password: needs the environment variable B, which is not set',
      'connections[0].auth.user: names a file that cannot be read (ENOENT)',
      'connections[0].options.version: has a ${ that begins no ${NAME}; write $${ for the characters themselves',
      'connections[0].refresh.min: needs the environment variable M, which is not set',
      'connections[0].timeZone: must name a file by its absolute path: file:/path',
      'connections[0].url: needs the environment variable U, which is not set',
      'gateway.port: needs the environment variable P, which is not set',
      'redis.url: needs the environment variable R, which is not set',
    ]);
  });

  it('refuses an empty secret file', () => {
    expect(faultsOf(withConnection(`auth: { user: u, password: 'file:${secret('empty', '\n')}' }`))).toEqual([
      'connections[0].auth.password: names a file that is empty',
    ]);
  });

  it('repeats no secret in any fault, whatever a provider says', () => {
    const text = `redis: { url: 'redis://:redis-secret@h1,h2' }\n${withConnection(
      "auth: { user: u, password: '${P}' }",
    ).replace('provider: example', 'provider: talkative')}`;
    const faults = faultsOf(text, 'worker', { P: 'hunter22' });
    expect(faults).toEqual([
      'connections[0].auth.password: does not like [redacted]',
      expect.stringMatching(/^redis\.url: /),
    ]);
    expect(faults.join()).not.toMatch(/redis-secret/);
  });

  it('repeats nothing of a file that is no YAML', () => {
    expect(faultsOf('auth: { password: "hunter22\n x: *hunter22').join()).not.toContain('hunter22');
  });
});
