import { CATALOG } from '#libs/providers/catalog';
import { ConfigurationError, parseConfiguration } from './index.js';

/** The documented options of every provider, and its credentials, each from a variable. */
const SECTIONS: [provider: string, section: string][] = [
  ['ibm-hmc', "auth: { userid: '${U}', password: '${P}' }"],
  [
    'ibm-hmc',
    `auth: { userid: '\${U}', password: '\${P}' }
    options: { targetName: NET.CPC1, push: stomp, stompPort: 61612, allowedOperations: ['/api/cpcs/{id}/operations/start'] }`,
  ],
  ['otc-ims', "auth: { iamUrl: https://iam.example/v3, user: '${U}', password: '${P}', domain: d, project: eu-de }"],
  [
    'otc-ims',
    `auth: { iamUrl: https://iam.example/v3, user: '\${U}', password: '\${P}', domain: d, project: eu-de }
    options: { projectId: 5dd3c0b24cdc4d31952c49589182a89d, allowedOperations: ['/v1/cloudimages/wholeimages/action'] }`,
  ],
  ['datameer', "auth: { user: '${U}', password: '${P}' }\n    options: { api: v1 }"],
  ['hitachi-analyzer', "auth: { user: '${U}', password: '${P}' }"],
  ['hitachi-analyzer', "auth: { tokenUrl: https://id.example/token, clientId: c, clientSecret: '${P}' }"],
  [
    'hitachi-analyzer',
    "auth: { user: '${U}', password: '${P}' }\n    options: { dataset: defaultDs, path: /dbapi.do }",
  ],
  ['oracle-sbc', "auth: { user: '${U}', password: '${P}' }\n    options: { version: v1.2 }"],
];

const file = (provider: string, section: string) => `
connections:
  - name: one
    provider: ${provider}
    url: https://upstream.example
    ${section}
`;

describe('sections of the real providers', () => {
  it.each(SECTIONS)('are read as documented: %s, %s', (provider, section) => {
    const { connections } = parseConfiguration(file(provider, section), 'worker', { U: '12345', P: 'true' });
    expect(Object.values(connections[0]!.auth)).toContain('true');
    expect(parseConfiguration(file(provider, section), 'gateway', {}).connections[0]?.options).toEqual(
      connections[0]!.options,
    );
  });

  it.each([...CATALOG.keys()])('have no unknown key: %s', (provider) => {
    const [, section] = SECTIONS.find(([name]) => name === provider) ?? ['', 'no section is documented'];
    const text = file(provider, section).replace('auth: {', 'auth: { color: red,') + '    tls: { verify: false }\n';
    expect(() => parseConfiguration(text, 'worker', { U: 'u', P: 'p' })).toThrow(
      new ConfigurationError([{ path: 'connections[0].auth.color', message: 'is not a known key' }]),
    );
  });

  it.each([...CATALOG.keys()])('want credentials: %s', (provider) => {
    const faults = (() => {
      try {
        parseConfiguration(file(provider, 'auth: {}'), 'worker', {});
        return [];
      } catch (error) {
        if (error instanceof ConfigurationError) return error.faults;
        throw error;
      }
    })();
    expect(faults.length).toBeGreaterThan(1);
    for (const { path, message } of faults) {
      expect(path).toMatch(/^connections\[0\]\.auth\.\w+$/);
      expect(message).toBe('is missing');
    }
  });
});
