import { isSecretName } from './secret-name.js';

describe('the name of a secret', () => {
  it.each([
    ...['adminPassword', 'adminPass', 'user_password', 'sessionToken', 'privateKey', 'secretAccessKey'],
    ...['password', 'passwd', 'user-pwd', 'DB_PASS', 'Pass', 'passphrase', 'passcode', 'new-password'],
    ...['x-api-session', 'session-credential', 'shared-secret-key', 'authorization', 'proxy-authorization', 'auth'],
    ...['x-auth-token', 'x-subject-token', 'access_token', 'id-token', 'token', 'x-api-key', 'apiKey', 'client_secret'],
    ...['cookie', 'Set-Cookie', 'secret', 'webhookSecret', 'jobgate.apiKey'],
  ])('is %s', (name) => expect(isSecretName(name)).toBe(true));

  it.each([
    'author',
    'tokens',
    'key',
    'connection',
    'passed',
    'bypass',
    'compass',
    'authenticated',
    'passengers',
    'id',
    '',
  ])('is not %j', (name) => expect(isSecretName(name)).toBe(false));
});
