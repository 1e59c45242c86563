import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from './configuration.error.js';
import { differences } from './differences.js';
import { splitRestartRequired } from './restart-required.js';
import { parseConfiguration } from './parse-configuration.js';

const at = (name: string) => fileURLToPath(new URL(`../../../test/fixtures/tls/${name}`, import.meta.url));
const [CERT, KEY] = [at('self-signed.pem'), at('self-signed.key.pem')];
const [OTHER, OTHER_KEY] = [at('other-host.pem'), at('other-host.key.pem')];
const textOf = (path: string) => readFileSync(path, 'utf8');

const parse = (gateway: object, role: 'gateway' | 'worker' = 'gateway') =>
  parseConfiguration(JSON.stringify({ gateway }), role, {});

function faultsOf(gateway: object): string[] {
  try {
    parse(gateway);
    return [];
  } catch (error) {
    return (error as ConfigurationError).faults.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe('what a gateway speaks TLS with', () => {
  it.each(['', 'file:'])('is read from the files that are named: %s', (prefix) => {
    const tls = { cert: `${prefix}${CERT}`, key: `${prefix}${KEY}`, clientCa: `${prefix}${OTHER}` };
    expect(parse({ tls }).gateway.tls).toEqual({ cert: textOf(CERT), key: textOf(KEY), clientCa: textOf(OTHER) });
    expect(parse({ tls: { cert: CERT, key: KEY } }).gateway.tls).toMatchObject({ clientCa: null });
    expect(parse({}).gateway.tls).toBeNull();
  });

  it('is nothing that a worker reads', () => {
    expect(parse({ tls: { cert: '/nowhere.pem', key: '${UNSET}' } }, 'worker').gateway.tls).toBeNull();
  });

  it.each([
    [{ cert: CERT }, ['gateway.tls.key: is missing']],
    [{ cert: CERT, key: KEY, ca: OTHER }, ['gateway.tls.ca: is not a known key']],
    [
      { cert: '/nowhere.pem', key: CERT, clientCa: KEY },
      [
        'gateway.tls.cert: names a file that cannot be read (ENOENT)',
        'gateway.tls.clientCa: names a file that holds no certificate in PEM form',
        'gateway.tls.key: names a file that holds no private key in PEM form without a passphrase',
      ],
    ],
    [{ cert: CERT, key: OTHER_KEY }, ['gateway.tls.key: is not the key of the first certificate in gateway.tls.cert']],
  ])('has to be right: %j', (tls, faults) => expect(faultsOf({ tls })).toEqual(faults));

  it('is taken up while running; whether there is TLS, and whether callers are asked, is not', () => {
    const tls = { cert: CERT, key: KEY };
    const before = parse({ tls });
    const renewed = splitRestartRequired(parse({ tls: { cert: OTHER, key: OTHER_KEY } }), before);
    expect(renewed).toMatchObject({ restartRequired: [], applicable: { gateway: { tls: { cert: textOf(OTHER) } } } });
    expect(differences(before, renewed.applicable)).toEqual(['gateway.tls']);
    for (const next of [parse({}), parse({ tls: { ...tls, clientCa: OTHER } })]) {
      const { applicable, restartRequired } = splitRestartRequired(next, before);
      expect(restartRequired).toEqual(['gateway.tls']);
      expect(applicable.gateway.tls).toEqual(before.gateway.tls);
    }
  });
});

describe('hosts and pages', () => {
  it.each([
    [{ hosts: [] }, ['gateway.hosts: must name a host']],
    [
      { hosts: ['https://a', 'a:b'] },
      [
        'gateway.hosts[0]: must be a name or an address, with a port or without',
        'gateway.hosts[1]: must be a name or an address, with a port or without',
      ],
    ],
    [{ pages: { metrics: false } }, ['gateway.pages.metrics: is not a known key']],
  ])('have to be right: %j', (gateway, faults) => expect(faultsOf(gateway)).toEqual(faults));

  it('are taken up while running', () => {
    const before = parse({});
    const { applicable, restartRequired } = splitRestartRequired(
      parse({ hosts: ['a'], pages: { docs: false }, port: 1 }),
      before,
    );
    expect(restartRequired).toEqual(['gateway.port']);
    expect(applicable.gateway).toMatchObject({ hosts: ['a'], pages: { docs: false }, port: 3000 });
    expect(differences(before, applicable)).toEqual(['gateway.hosts', 'gateway.pages']);
  });

  it('are missed where anybody may read', () => {
    const warningsOf = (gateway: object) =>
      parseConfiguration(JSON.stringify({ gateway, access: { anonymous: 'read' } }), 'gateway', {}).warnings;
    const missed = expect.objectContaining({ path: 'access.anonymous' });
    expect(warningsOf({})).toContainEqual(missed);
    expect(warningsOf({ hosts: ['a'] })).not.toContainEqual(missed);
  });
});
