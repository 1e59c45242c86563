import { isPublicAddress, refusalOfTarget, TargetRules } from '#libs/webhooks';
import { answering, Receiver } from '../../../test/stage/webhook-receiver.js';
import { RETRY_DELAYS_MS, retryDelay } from './retry-schedule.js';
import { WebhookSender, retryAfterOf } from './webhook-sender.js';

const never = () => new AbortController().signal;
const message = (url: string) => ({ url, headers: { 'content-type': 'application/json' }, body: '{"type":"t"}' });

describe('a sender', () => {
  let receiver: Receiver;
  let sender: WebhookSender;

  beforeEach(async () => {
    receiver = await Receiver.open();
    sender = new WebhookSender({ allowPrivateTargets: true, timeoutMs: 1_000 });
  });
  afterEach(async () => {
    await sender.close();
    await receiver.close();
  });

  it('says what the receiver answered, and reads no more of it than it needs', async () => {
    receiver.answer = answering(200, {}, 'x'.repeat(300_000));
    const result = await sender.send(message(receiver.url), never());
    expect(result).toMatchObject({ status: 200, error: null });
    expect(result.responseBody).toHaveLength(1_024);
  });

  it('gives up a receiver that does not answer in time', async () => {
    receiver.answer = () => undefined;
    expect(await sender.send(message(receiver.url), never())).toMatchObject({ status: null, error: 'timeout' });
  });

  it('gives up a receiver that begins an answer and does not end it', async () => {
    receiver.answer = (_, response) => void response.writeHead(200).write('well, ');
    expect(await sender.send(message(receiver.url), never())).toMatchObject({ error: 'timeout' });
  });

  it('says that nobody listens', async () => {
    const { url } = receiver;
    await receiver.close();
    expect(await sender.send(message(url), never())).toMatchObject({ status: null, error: 'connection-refused' });
    receiver = await Receiver.open();
  });

  it('sends nothing to a private address by itself', async () => {
    const careful = new WebhookSender({ allowPrivateTargets: false });
    for (const url of [receiver.url, `https://127.0.0.1:${receiver.port}/`, `https://[::1]:${receiver.port}/`]) {
      expect(await careful.send(message(url), never())).toMatchObject({ status: null, error: 'target-refused' });
    }
    await careful.close();
    expect(receiver.received).toEqual([]);
  });

  it('follows what is allowed, over sockets that are open already, too', async () => {
    expect(await sender.send(message(receiver.url), never())).toMatchObject({ error: null });
    sender.applyConfig({ allowPrivateTargets: false });
    expect(await sender.send(message(receiver.url), never())).toMatchObject({ error: 'target-refused' });
    sender.applyConfig({ allowPrivateTargets: true });
    expect(await sender.send(message(receiver.url), never())).toMatchObject({ error: null });
  });

  it.each([
    ['a private address', [{ address: '127.0.0.1', family: 4 }]],
    [
      'a public address and a private one',
      [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.7', family: 4 },
      ],
    ],
    ['an address in two notations', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    ['nowhere', []],
  ])('sends nothing to a name that leads to %s', async (_, addresses) => {
    const careful = new WebhookSender({ allowPrivateTargets: false, resolve: () => Promise.resolve(addresses) });
    const result = await careful.send(message(`https://hooks.example.com:${receiver.port}/`), never());
    expect(result).toMatchObject({ status: null, error: 'target-refused' });
    await careful.close();
    expect(receiver.received).toEqual([]);
  });

  describe('to networks that are open', () => {
    const opened: WebhookSender[] = [];
    afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));

    /** Whose names lead to these addresses, one look after the other, and from then on to the last one. */
    function allowing(allow: { cidr: string; ports: number[] }[], ...leads: string[]): WebhookSender {
      const resolve = () => {
        const address = leads.length > 1 ? leads.shift()! : leads[0]!;
        return Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
      };
      const made = new WebhookSender({ allowPrivateTargets: false, allow, resolve, timeoutMs: 1_000 });
      opened.push(made);
      return made;
    }
    const here = (...ports: number[]) => [{ cidr: '127.0.0.1/32', ports }];
    const named = () => message(`http://ci.corp.internal:${receiver.port}/`);

    it('sends to their addresses and to names that lead there, on their ports alone', async () => {
      const { port, url } = receiver;
      expect(await allowing(here(port)).send(message(url), never())).toMatchObject({ status: 204, error: null });
      expect(await allowing(here(port), '127.0.0.1').send(named(), never())).toMatchObject({ status: 204 });
      expect(receiver.received).toHaveLength(2);
      for (const sender of [
        allowing(here(port + 1), '127.0.0.1'),
        allowing([{ cidr: '10.0.0.0/8', ports: [port] }], '127.0.0.1'),
        allowing([{ cidr: '0.0.0.0/0', ports: [port] }], '127.0.0.1'),
      ]) {
        for (const to of [message(url), named()]) {
          expect(await sender.send(to, never())).toMatchObject({ status: null, error: 'target-refused' });
        }
      }
      expect(receiver.received).toHaveLength(2);
    });

    it('looks again where a name leads for each socket that is opened', async () => {
      const sender = allowing(here(receiver.port), '127.0.0.1', '169.254.169.254');
      receiver.answer = (_, response) => void response.writeHead(204, { connection: 'close' }).end();
      expect(await sender.send(named(), never())).toMatchObject({ status: 204 });
      expect(await sender.send(named(), never())).toMatchObject({ status: null, error: 'target-refused' });
      expect(receiver.received).toHaveLength(1);
    });

    it('keeps what they answer to itself, but for the status', async () => {
      receiver.answer = answering(500, {}, 'welcome to the inside');
      for (const to of [message(receiver.url), named()]) {
        const result = await allowing(here(receiver.port), '127.0.0.1').send(to, never());
        expect(result).toMatchObject({ status: 500, error: 'refused', responseBody: null });
      }
    });

    it('follows what is open, over sockets that are open already, too', async () => {
      const sender = allowing(here(receiver.port), '127.0.0.1');
      expect(await sender.send(named(), never())).toMatchObject({ error: null });
      sender.applyConfig({ allowPrivateTargets: false, allow: [] });
      expect(await sender.send(named(), never())).toMatchObject({ error: 'target-refused' });
      sender.applyConfig({ allowPrivateTargets: false, allow: here(receiver.port) });
      expect(await sender.send(named(), never())).toMatchObject({ error: null });
    });
  });

  it('connects to the very address that was looked up', async () => {
    const resolved: string[] = [];
    const resolve = (hostname: string) => {
      resolved.push(hostname);
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    };
    const resolving = new WebhookSender({ allowPrivateTargets: true, resolve });
    const result = await resolving.send(message(`http://hooks.example.com:${receiver.port}/a?b=c`), never());
    expect(result).toMatchObject({ status: 204, error: null });
    expect(receiver.received).toMatchObject([
      { path: '/a?b=c', headers: { host: `hooks.example.com:${receiver.port}` } },
    ]);
    expect(resolved).toEqual(['hooks.example.com']);
    await resolving.close();
  });
});

describe('addresses', () => {
  it.each([
    ...[
      '0.0.0.0',
      '0.1.2.3',
      '10.1.2.3',
      '100.64.0.1',
      '100.127.255.255',
      '127.0.0.1',
      '127.255.0.9',
      '168.63.129.16',
      '169.254.169.254',
    ],
    ...['172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.7'],
    ...['203.0.113.9', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:10.0.0.1', '::ffff:93.184.216.34', '::127.0.0.1', '64:ff9b::a00:1', '100::1', 'fc00::1'],
    ...['fd12:3456::1', 'fe80::1', 'fec0::1', 'ff02::1', '2001::1', '2001:db8::1', '2002:a00:1::', '3fff::1'],
    ...['', 'localhost', '1.2.3', '0x7f.0.0.1', 'fe80::1%eth0'],
  ])('like %j are not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '93.184.216.34', '100.63.0.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
    'like %s are public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('targets', () => {
  it.each([
    ['https://hooks.example.com/jobgate', null],
    ['https://93.184.216.34/', null],
    ['http://hooks.example.com/', 'refused'],
    ['https://localhost/', 'refused'],
    ['https://LOCALHOST./', 'refused'],
    ['https://a.localhost/', 'refused'],
    ['https://printer.local/', 'refused'],
    ['https://vault.internal/', 'refused'],
    ['https://intranet/', 'refused'],
    ['https://2130706433/', 'refused'],
    ['https://0x7f.1/', 'refused'],
    ['https://017700000001/', 'refused'],
    ['https://127.0.0.1./', 'refused'],
    ['https://[::1]/', 'refused'],
    ['https://[::ffff:169.254.169.254]/', 'refused'],
    ['https://[fd00::1]/', 'refused'],
    ['https://0/', 'refused'],
    ['https://user:secret@hooks.example.com/', 'form'],
    ['https://user@hooks.example.com/', 'form'],
    ['ftp://hooks.example.com/', 'form'],
    ['file:///etc/passwd', 'form'],
    ['javascript:alert(1)', 'form'],
    ['//hooks.example.com/', 'form'],
    ['hooks', 'form'],
    ['', 'form'],
    [`https://hooks.example.com/${'a'.repeat(2_100)}`, 'form'],
  ])('%s: %s', (url, why) => {
    expect(refusalOfTarget(url, new TargetRules({ allowPrivateTargets: false }))?.why ?? null).toBe(why);
  });

  it('may be private, and without TLS, where that is allowed', () => {
    const rules = new TargetRules({ allowPrivateTargets: true });
    for (const url of ['http://127.0.0.1:8080/', 'http://intranet/', 'https://[fd00::1]/']) {
      expect(refusalOfTarget(url, rules)).toBeNull();
    }
    expect(refusalOfTarget('http://user:secret@intranet/', rules)).toMatchObject({ why: 'form' });
  });
});

describe('the schedule of tries', () => {
  it('is the one that Standard Webhooks proposes, and a little later by chance', () => {
    const waits = Array.from({ length: 10 }, (_, index) => retryDelay(index + 1, null, 0));
    expect(waits).toEqual([...RETRY_DELAYS_MS, null]);
    expect(retryDelay(1, null, 1)).toBe(6_000);
  });

  it('waits for as long as the receiver asks, and not for less than it would', () => {
    expect(retryDelay(1, 120_000, 0)).toBe(120_000);
    expect(retryDelay(2, 1_000, 0)).toBe(300_000);
  });

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['999999999', 86_400_000],
    ['Sat, 21 Nov 2026 08:02:00 GMT', 120_000],
    ['Sat, 21 Nov 2026 07:00:00 GMT', 0],
    ['soon', null],
    [undefined, null],
  ])('reads the wish %j', (header, wait) => {
    expect(retryAfterOf(header, Date.UTC(2026, 10, 21, 8))).toBe(wait);
  });
});
