import { Access } from '#libs/access';
import { parseConfiguration } from '#libs/config';
import { demoConfiguration, PASSWORD_VARIABLE, SIMULATOR_PASSWORD } from './demo.configuration.mjs';

const UPSTREAMS = ['ibm-hmc', 'otc-ims', 'datameer', 'hitachi-analyzer', 'oracle-sbc'];
const FACTS = {
  redisUrl: 'redis://:p$a${ss}@127.0.0.1:6379/0',
  prefix: 'jobgate-demo',
  host: '127.0.0.1',
  port: 3000,
  key: 'jgd_key-of-this-run',
  upstreams: {
    ...Object.fromEntries(UPSTREAMS.map((name, nth) => [name, `http://127.0.0.1:${7101 + nth}`])),
    'ibm-hmc-stomp': 'stomp://127.0.0.1:7106',
  },
};

describe('the configuration of the demo', () => {
  const text = demoConfiguration(FACTS);
  const gateway = parseConfiguration(text, 'gateway', {});

  it('names one connection for each upstream', () => {
    const pairs = gateway.connections.map(({ name, provider }) => [name, provider]);
    expect(pairs).toEqual([
      ['hmc-lab', 'ibm-hmc'],
      ['otc-prod', 'otc-ims'],
      ['dm-prod', 'datameer'],
      ['analyzer', 'hitachi-analyzer'],
      ['sbc-edge', 'oracle-sbc'],
    ]);
  });

  it('can be read by a gateway that knows no upstream password', () => {
    expect(JSON.stringify(gateway)).not.toContain(SIMULATOR_PASSWORD);
    expect(text).not.toContain(SIMULATOR_PASSWORD);
  });

  it('gives a worker the password of its environment', () => {
    const worker = parseConfiguration(text, 'worker', { [PASSWORD_VARIABLE]: SIMULATOR_PASSWORD });
    expect(worker.connections.map(({ auth }) => auth.password)).toEqual(UPSTREAMS.map(() => SIMULATOR_PASSWORD));
  });

  it('lets the key of the run do everything, and holds only its digest', () => {
    const authentication = new Access(gateway.access).authenticate({ authorization: `Bearer ${FACTS.key}` });
    expect(authentication.caller.may('admin')).toBe(true);
    expect(text).not.toContain(FACTS.key);
  });

  it('receives notifications of the HMC from the broker of the simulator, and allows operations', () => {
    const [hmc, otc] = gateway.connections;
    expect(hmc.options).toMatchObject({ push: 'stomp', stompPort: 7106 });
    for (const { options } of [hmc, otc]) expect(options.allowedOperations.length).toBeGreaterThan(0);
  });

  it('keeps a Redis password that looks like a variable as it is', () => {
    expect(gateway.redis.server.password).toBe('p$a${ss}');
  });
});
