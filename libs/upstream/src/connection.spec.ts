import { secretsOf } from './connection.js';

describe('a connection', () => {
  it('distinguishes secrets from account names', () => {
    expect(secretsOf({ userid: 'GWUSER', password: 'p4ss' })).toEqual(['p4ss']);
    expect(secretsOf({ tokenUrl: 'https://t', clientId: 'id', clientSecret: 's3c' })).toEqual(['s3c']);
    expect(secretsOf({ iamUrl: 'https://i', user: 'u', domain: 'd', project: 'p', password: 'x' })).toEqual(['x']);
    expect(secretsOf({ somethingNew: 'x' })).toEqual(['x']);
  });
});
