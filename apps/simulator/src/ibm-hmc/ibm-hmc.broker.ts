import { createServer, type Socket } from 'node:net';
import type { PushAction, PushPort } from '../push.port.js';
import { closeServer, listenOn } from '../server.port.js';
import { StompClient, type BrokerAccess } from './ibm-hmc.stomp-client.js';

/** The console's message broker, as far as STOMP goes, without TLS. */
export class Broker implements PushPort {
  url = '';
  private readonly clients = new Set<StompClient>();
  private isRefusing = false;
  private isFrozen = false;
  private readonly server = createServer((socket) => this.take(socket));

  /** `listeners` receives the number of clients when one subscribes or leaves. */
  constructor(
    private readonly access: BrokerAccess,
    private readonly listeners: (count: number) => void,
  ) {}

  async listen(host: string, port: number): Promise<void> {
    this.url = `stomp://${host}:${await listenOn(this.server, host, port)}`;
  }

  close(): Promise<void> {
    return closeServer(this.server, () => this.drop());
  }

  act(action: PushAction): void {
    this.isRefusing = action === 'refuse';
    this.isFrozen = action === 'freeze';
    if (action === 'drop' || action === 'refuse') this.drop();
    if (action === 'error') for (const client of this.clients) client.fail('The broker is shutting down.');
    for (const client of this.clients) client.isFrozen = this.isFrozen;
  }

  notify(topics: readonly string[], headers: Readonly<Record<string, string>>): void {
    for (const client of this.clients) for (const topic of topics) client.notify(topic, headers);
  }

  drop(): void {
    for (const client of this.clients) client.drop();
  }

  private take(socket: Socket): void {
    socket.on('error', () => undefined);
    if (this.isRefusing) return void socket.resetAndDestroy();
    const report = (): void => this.listeners(this.clients.size);
    const client = new StompClient(socket, this.access, report);
    client.isFrozen = this.isFrozen;
    this.clients.add(client);
    socket.on('close', () => {
      this.clients.delete(client);
      report();
    });
  }
}
