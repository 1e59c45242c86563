import { demoSettings } from './demo.settings.mjs';

const made = () => 'jgd_made-for-this-run';

describe('demoSettings', () => {
  it('serves this machine alone on port 3000 with a key of its own', () => {
    expect(demoSettings({}, made)).toEqual({ host: '127.0.0.1', port: 3000, key: made(), verbose: false });
  });

  it('takes host, port and key from the environment', () => {
    const environment = { HOST: '0.0.0.0', PORT: '8080', JOBGATE_DEMO_KEY: 'fixed-key-1', JOBGATE_DEMO_VERBOSE: '1' };
    expect(demoSettings(environment, made)).toEqual({ host: '0.0.0.0', port: 8080, key: 'fixed-key-1', verbose: true });
  });

  it.each(['short', 'with a space', 'with"quote', 'with$dollar'])('refuses the key %s', (key) => {
    expect(() => demoSettings({ JOBGATE_DEMO_KEY: key }, made)).toThrow('JOBGATE_DEMO_KEY');
  });
});
