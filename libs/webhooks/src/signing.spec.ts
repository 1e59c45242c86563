import { Webhook } from 'standardwebhooks';
import { AT } from '../test/webhook-fixtures.js';
import { newSecret, ROTATION_MS, rotated, signatureOf, validSecrets } from './signing.js';

const BODY = '{"id":"1795248254120-0","data":{"name":"Ünïcödé"}}';
const ID = 'msg_K3YkIlVr7Tv0_udGASTGWf1P';

const now = () => Math.floor(Date.now() / 1000);
const verify = (secret: string, signature: string, timestamp: number, body = BODY) =>
  new Webhook(secret).verify(body, {
    'webhook-id': ID,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature,
  });

describe('a signature', () => {
  it('is that of Standard Webhooks, byte by byte', () => {
    // Worked out by hand: printf '%s' 'msg_1.1795248254.{}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f -binary | base64
    const secret = `whsec_${Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64')}`;
    expect(signatureOf([secret], 'msg_1', 1795248254, '{}')).toBe('v1,2vtiCEK0ehtUvss6hdeZtEooGJVLSurSkW8jSo5YlBQ=');
  });

  it('is verified by the library that receivers use, and by no other secret', () => {
    const [{ value: secret }, { value: other }] = [newSecret(), newSecret()];
    const timestamp = now();
    const signature = signatureOf([secret], ID, timestamp, BODY);
    expect(verify(secret, signature, timestamp)).toEqual(JSON.parse(BODY));
    expect(() => verify(other, signature, timestamp)).toThrow();
    expect(() => verify(secret, signature, timestamp + 1)).toThrow();
    expect(() => verify(secret, signature, timestamp, BODY.replace('Ü', 'U'))).toThrow();
  });

  it('is there once for each secret, so that either verifies it', () => {
    const secrets = [newSecret().value, newSecret().value];
    const timestamp = now();
    const signature = signatureOf(secrets, ID, timestamp, BODY);
    expect(signature.split(' ')).toHaveLength(2);
    for (const secret of secrets) expect(verify(secret, signature, timestamp)).toEqual(JSON.parse(BODY));
  });
});

describe('a secret', () => {
  it('has 32 random bytes behind its prefix, and does not end', () => {
    const { value, until } = newSecret();
    expect(value).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(value.slice('whsec_'.length), 'base64')).toHaveLength(32);
    expect([until, newSecret().value === value]).toEqual([null, false]);
  });

  it('that is rotated goes on for a day beside the new one, and older ones end', () => {
    const first = [newSecret()];
    const second = rotated(first, AT);
    expect(second).toEqual([
      { value: expect.stringMatching(/^whsec_/), until: null },
      { ...first[0], until: AT + ROTATION_MS },
    ]);
    expect(validSecrets(second, AT + ROTATION_MS - 1)).toEqual(second.map(({ value }) => value));
    expect(validSecrets(second, AT + ROTATION_MS)).toEqual([second[0]!.value]);
    const third = rotated(second, AT + 1);
    expect(validSecrets(third, AT + 1)).toEqual([third[0]!.value, second[0]!.value]);
    expect(third).toHaveLength(2);
  });
});
