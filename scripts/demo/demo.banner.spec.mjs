import { keyNotice, readyNotice } from './demo.banner.mjs';

const HEADER = '-H "Authorization: Bearer jgd_key"';

describe('the output of the demo', () => {
  it('has the header of a request before the gateway accepts any', () => {
    expect(keyNotice('jgd_key')).toContain(HEADER);
  });

  it('has commands with that header when the gateway is ready', () => {
    const facts = { url: 'http://127.0.0.1:3000', controlUrl: 'http://127.0.0.1:1', redisOrigin: 'own', seconds: 40 };
    const notice = readyNotice({ ...facts, key: 'jgd_key', jobId: 'hmc-lab~1' });
    expect(notice).toContain(`curl -s ${HEADER} http://127.0.0.1:3000/jobs/hmc-lab~1`);
    expect(notice).toContain('ready after 40 s');
  });
});
