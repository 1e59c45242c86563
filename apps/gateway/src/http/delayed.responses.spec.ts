import { jest } from '@jest/globals';
import { GatewayStage, KEY, READER_KEY } from '../../test/gateway.stage.js';

/** Answers that tell to wait, of which none is late. */
const PROMPT = 100;

describe('a caller who continues after 429', () => {
  let stage: GatewayStage;

  beforeAll(async () => {
    stage = await GatewayStage.open({ access: { quota: { reads: '1/h' } } });
    // However long asking takes, no more answers may be prompt.
    jest.spyOn(performance, 'now').mockReturnValue(performance.now());
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await stage?.close();
  });

  it('[access.429-late] is answered a second later, and no other caller is', async () => {
    const ask = (key: string) => stage.call('get', '/connections', key);
    const answers = await Promise.all(Array.from({ length: PROMPT + 1 }, () => ask(READER_KEY)));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(PROMPT);
    const askedAt = Date.now();
    const { status, headers } = await ask(READER_KEY);
    expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true]);
    expect(Date.now() - askedAt).toBeGreaterThanOrEqual(900);
    await ask(KEY).expect(200);
  });
});
