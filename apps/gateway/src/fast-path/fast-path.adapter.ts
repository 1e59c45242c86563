import type { GatewayConfiguration } from '#libs/config';
import type { NestApplicationOptions } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Server } from 'node:http';
import type { Listener } from './exchange.js';
import { FastPathServer } from './fast-path.server.js';
import type { FastPathHandler } from './fast-path.handler.js';

/** Express as Nest uses it, with the fast path in front of it. */
export class FastPathAdapter extends ExpressAdapter {
  /** In front of Node.js's HTTP parser as well; null: not supported by this version of Node.js. */
  front: FastPathServer | null = null;
  private reads: FastPathHandler | null = null;
  private note: Listener | null = null;

  /** `note`: called with each request before its response. */
  enableFastPath(reads: FastPathHandler, note: Listener | null = null): void {
    this.reads = reads;
    this.note = note;
  }

  /** `front`: for new connections. `node`: from the next request of each connection. */
  usePlainReads(by: GatewayConfiguration['gateway']['plainReads']): void {
    const { front, reads } = this;
    if (front === null || reads === null) return;
    // `note` is not called for its requests.
    const isOpen = by === 'front' && this.note === null;
    front.answer = isOpen ? (id, request, socket) => reads.plainResponse(id, request, socket) : null;
  }

  override initHttpServer(options: NestApplicationOptions): void {
    super.initHttpServer(options);
    const server = this.getHttpServer() as Server;
    this.front = FastPathServer.of(server);
    const express = this.getInstance<Listener>();
    server.removeListener('request', express);
    server.on('request', (request, response) => {
      if (this.note !== null) this.note(request, response);
      if (this.reads === null) express(request, response);
      else this.reads.serve(request, response, express);
    });
  }
}
