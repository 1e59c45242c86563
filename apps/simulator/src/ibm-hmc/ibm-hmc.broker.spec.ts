import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { LOG_ON_TO_HMC, probe, until } from '../../test/probe.js';
import { startSimulator, type Simulator } from '../index.js';

/** A client as bare as can be. */
class Client {
  text = '';
  readonly gone: Promise<unknown>;
  private readonly received = new EventEmitter().setMaxListeners(0);

  constructor(readonly socket: Socket) {
    this.gone = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      this.text += chunk.toString();
      this.received.emit('received');
    });
  }

  send(...lines: string[]): void {
    this.socket.write(`${lines.join('\n')}\n\n\0\n`);
  }

  async receives(text: string): Promise<void> {
    while (!this.text.includes(text)) await once(this.received, 'received');
  }
}

interface Session {
  'api-session': string;
  'session-credential': string;
  'job-notification-topic': string;
}

describe('the broker of the HMC', () => {
  let simulator: Simulator;
  const clients: Client[] = [];
  const hmc = () => simulator.upstreams['ibm-hmc'];

  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(async () => {
    for (const { socket } of clients.splice(0)) socket.destroy();
    await simulator.close();
  });

  async function logOn(): Promise<Session> {
    return (await probe(`${simulator.urls['ibm-hmc']}/api/sessions`, LOG_ON_TO_HMC)).json<Session>();
  }
  async function client(): Promise<Client> {
    const { hostname, port } = new URL(simulator.urls['ibm-hmc-stomp']);
    const made = new Client(connect(Number(port), hostname));
    clients.push(made);
    return made;
  }
  async function subscriber(session: Session, heartBeat = '0,0'): Promise<Client> {
    const made = await client();
    const { 'api-session': login, 'session-credential': passcode, 'job-notification-topic': topic } = session;
    made.send('CONNECT', 'accept-version:1.1', `heart-beat:${heartBeat}`, `login:${login}`, `passcode:${passcode}`);
    await made.receives(`heart-beat:${heartBeat}\n`);
    made.send('SUBSCRIBE', 'id:7', `destination:/topic/${topic}`, 'ack:auto', 'receipt:r');
    await made.receives('RECEIPT\nreceipt-id:r\n');
    return made;
  }
  const notice = (id: string) => `notification-type:job-completion\njob-uri:/api/jobs/${id}\n\n\0`;

  it('notifies every session of the end of a job that the control API added, with an empty body', async () => {
    const listeners = [await subscriber(await logOn()), await subscriber(await logOn())];
    const { ids } = hmc().add({ durationMs: 20, outcome: 'failed' });
    for (const listener of listeners) await listener.receives(notice(ids[0] as string));
    expect(listeners[0]!.text).toContain('MESSAGE\nsubscription:7\n');
  });

  it('notifies only the session that started a job', async () => {
    hmc().changeSettings({ startedJob: { durationMs: 20, outcome: 'succeeded' } });
    const [starter, other] = [await logOn(), await logOn()];
    const [notified, unnotified] = [await subscriber(starter), await subscriber(other)];
    const started = await probe(`${simulator.urls['ibm-hmc']}/api/cpcs/1/operations/start`, {
      method: 'POST',
      headers: { 'X-API-Session': starter['api-session'] },
    });
    await notified.receives(`job-uri:${started.json<{ 'job-uri': string }>()['job-uri']}\n`);
    const { ids } = hmc().add({ durationMs: 0, outcome: 'succeeded' });
    await unnotified.receives(notice(ids[0] as string));
    expect(unnotified.text.match(/MESSAGE/g)).toHaveLength(1);
  });

  it('notifies of a job that is ended by hand, and of one that is canceled', async () => {
    const session = await logOn();
    const listener = await subscriber(session);
    const { ids } = hmc().add({ durationMs: 60_000, outcome: 'succeeded', copies: 2, cancelMs: 10 });
    hmc().change(ids[0] as string, { endsInMs: 0 });
    await listener.receives(notice(ids[0] as string));
    await probe(`${simulator.urls['ibm-hmc']}/api/jobs/${ids[1]}/operations/cancel`, {
      method: 'POST',
      headers: { 'X-API-Session': session['api-session'] },
    });
    await listener.receives(notice(ids[1] as string));
  });

  it('does not notify of ends without a subscriber', async () => {
    const session = await logOn();
    const { ids } = hmc().add({ durationMs: 0, outcome: 'succeeded' });
    const listener = await subscriber(session);
    const { ids: later } = hmc().add({ durationMs: 5, outcome: 'succeeded' });
    await listener.receives(notice(later[0] as string));
    expect(listener.text).not.toContain(notice(ids[0] as string));
  });

  it('lets users in as well, and nobody else', async () => {
    const user = await client();
    user.send('CONNECT', 'login:jobgate', 'passcode:jobgate-secret');
    await user.receives('CONNECTED\n');
    const stranger = await client();
    stranger.send('CONNECT', `login:${(await logOn())['api-session']}`, 'passcode:wrong');
    await stranger.receives('ERROR\nmessage:');
    await stranger.gone;
  });

  it('answers an unknown topic with an error, and ends', async () => {
    const listener = await subscriber(await logOn());
    listener.send('SUBSCRIBE', 'id:8', 'destination:/topic/nobody.job.1');
    await listener.receives('ERROR\nmessage:User is not authorized to read from');
    await listener.gone;
  });

  it('sends heart-beats as negotiated, and disconnects a client that does not', async () => {
    const listener = await subscriber(await logOn(), '20,20');
    await listener.receives('\0\n\n');
    await listener.gone;
  });

  it('drops, freezes, fails and refuses on request, and recovers', async () => {
    const act = (action: string) =>
      probe(`${simulator.controlUrl}/upstreams/ibm-hmc/push`, { method: 'POST', body: JSON.stringify({ action }) });
    const session = await logOn();
    const dropped = await subscriber(session);
    expect((await act('drop')).status).toBe(204);
    await dropped.gone;
    const failed = await subscriber(session);
    await act('error');
    await failed.receives('ERROR\n');
    await failed.gone;
    const frozen = await subscriber(session);
    await act('freeze');
    const { ids } = hmc().add({ durationMs: 0, outcome: 'succeeded' });
    await until(() => hmc().job(ids[0] as string)?.ended === true);
    await act('refuse');
    await frozen.gone;
    expect(frozen.text).not.toContain('MESSAGE');
    await (
      await client()
    ).gone;
    await act('resume');
    await subscriber(session);
    expect((await act('explode')).status).toBe(400);
    const elsewhere = `${simulator.controlUrl}/upstreams/datameer/push`;
    expect((await probe(elsewhere, { method: 'POST', body: '{"action":"drop"}' })).status).toBe(404);
  });

  it('drops the clients of sessions that end', async () => {
    const listener = await subscriber(await logOn());
    hmc().expireSessions();
    await listener.gone;
  });
});
