import type { GatewayConfiguration } from '#libs/config';
import type { Metrics } from '#libs/telemetry';
import type { Server } from 'node:http';
import type { DropArgument, Socket } from 'node:net';
import { networkOf, type ClientAddress } from '../access/client.address.js';
import type { LogSampler } from './log.sampler.js';

export type SocketLimits = GatewayConfiguration['gateway']['sockets'];
type Listener = (this: Server, socket: Socket) => void;
type Reason = 'process' | 'address';

/**
 * Bounds how many sockets are open at once: in all, and of one address (of IPv6: of one /64). One more is closed before a byte of
 * it is read, and before TLS. A proxy that is trusted carries many callers, and is bounded with all others alone.
 */
export class SocketBounds {
  /** By network, without trusted proxies. */
  private readonly open = new Map<string, number>();
  private total = 0;
  private server: Server | null = null;
  private readonly refused;

  constructor(
    private limits: SocketLimits,
    private readonly addresses: Pick<ClientAddress, 'of' | 'isOfProxy'>,
    metrics: Metrics,
    private readonly lines: Pick<LogSampler, 'write'>,
  ) {
    metrics.gauge('jobgate_sockets_open', () => [{ labels: {}, value: this.total }]);
    this.refused = metrics.counter('jobgate_sockets_refused_total');
  }

  /** Goes before the present `connection` listeners. Node.js itself bounds the total. */
  guard(server: Server): void {
    this.server = server;
    this.applyConfig(this.limits);
    server.on('drop', (socket?: DropArgument) => this.refuse('process', socket?.remoteAddress));
    const listeners = server.listeners('connection') as Listener[];
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => {
      if (this.admits(socket)) for (const listener of listeners) listener.call(server, socket);
      else socket.destroy();
    });
  }

  /** Open sockets stay open. */
  applyConfig(limits: SocketLimits): void {
    this.limits = limits;
    if (this.server !== null) this.server.maxConnections = limits.most ?? Infinity;
  }

  private admits(socket: Socket): boolean {
    this.total += 1;
    socket.once('close', () => (this.total -= 1));
    const asked = { socket, headers: {} };
    if (this.addresses.isOfProxy(asked)) return true;
    const address = this.addresses.of(asked);
    const network = networkOf(address);
    const others = this.open.get(network) ?? 0;
    if (others >= (this.limits.perAddress ?? Infinity)) {
      this.refuse('address', address);
      return false;
    }
    this.open.set(network, others + 1);
    socket.once('close', () => this.leave(network));
    return true;
  }

  private leave(network: string): void {
    const left = this.open.get(network)! - 1;
    if (left === 0) this.open.delete(network);
    else this.open.set(network, left);
  }

  private refuse(reason: Reason, address = ''): void {
    this.refused.of({ reason }).value += 1;
    this.lines.write({ reason, address });
  }
}
