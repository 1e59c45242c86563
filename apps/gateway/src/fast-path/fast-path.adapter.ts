import type { GatewayConfiguration } from '#libs/config';
import type { NestApplicationOptions } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Server } from 'node:http';
import type { Listener } from './exchange.js';
import { FastPathServer } from './fast-path.server.js';
import type { FastPathHandler } from './fast-path.handler.js';

/** Express as Nest uses it, with somebody in front of it who answers what is asked again and again. */
export class FastPathAdapter extends ExpressAdapter {
  /** In front of Node.js's reader of HTTP as well, where that is wanted; null: this version of it allows for none. */
  front: FastPathServer | null = null;
  private reads: FastPathHandler | null = null;
  private note: Listener | null = null;

  /** `note`: is told of each request before it is answered; null: nobody is. */
  enableFastPath(reads: FastPathHandler, note: Listener | null = null): void {
    this.reads = reads;
    this.note = note;
  }

  /** `front`: on connections that are new from now on. `node`: with the next request on each connection. */
  usePlainReads(by: GatewayConfiguration['gateway']['plainReads']): void {
    const { front, reads } = this;
    if (front === null || reads === null) return;
    // Of what it answers, nobody could be told.
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
