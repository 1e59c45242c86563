import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from './configuration.error.js';
import { splitRestartRequired } from './restart-required.js';
import { parseConfiguration } from './parse-configuration.js';

const parse = (encryptionKey: unknown) =>
  parseConfiguration(JSON.stringify({ redis: { encryptionKey } }), 'gateway', {});

describe('the keys of what is kept in Redis', () => {
  const bytes = randomBytes(32);
  const hex = bytes.toString('hex');
  const folder = mkdtempSync(join(tmpdir(), 'jobgate-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['base64', bytes.toString('base64')],
    ['base64url', bytes.toString('base64url')],
    ['hex', hex.toUpperCase()],
  ])('are 32 bytes in %s', (_, text) => {
    expect(parse(text).redis.encryptionKeys).toEqual([hex]);
  });

  it('are read from files, by gateways as well; one or several, or none at first', () => {
    const file = join(folder, 'key');
    writeFileSync(file, `${bytes.toString('base64')}\n`);
    expect(parse(`file:${file}`).redis.encryptionKeys).toEqual([hex]);
    expect(parse(['none', `file:${file}`]).redis.encryptionKeys).toEqual([null, hex]);
    expect(parse(undefined).redis.encryptionKeys).toEqual([]);
  });

  it.each<[unknown, string[]]>([
    ['secret-word', ['redis.encryptionKey[0]: must be 32 random bytes in base64 or hex, or none']],
    [
      bytes.subarray(1).toString('base64'),
      ['redis.encryptionKey[0]: must be 32 random bytes in base64 or hex, or none'],
    ],
    [`${hex}00`, ['redis.encryptionKey[0]: must be 32 random bytes in base64 or hex, or none']],
    [[hex, ''], ['redis.encryptionKey[1]: must be 32 random bytes in base64 or hex, or none']],
    [[], ['redis.encryptionKey: must name a key']],
    [7, ['redis.encryptionKey: must be a list']],
  ])('have to be right, and are quoted nowhere: %j', (encryptionKey, expected) => {
    let faults: string[] = [];
    try {
      parse(encryptionKey);
    } catch (error) {
      faults = (error as ConfigurationError).faults.map(({ path, message }) => `${path}: ${message}`);
    }
    expect(faults).toEqual(expected);
  });

  it('wait for a restart', () => {
    const [before, next] = [parse(undefined), parse(hex)];
    expect(splitRestartRequired(next, before).restartRequired).toEqual(['redis.encryptionKey']);
    expect(splitRestartRequired(next, before).applicable.redis.encryptionKeys).toEqual([]);
  });
});
