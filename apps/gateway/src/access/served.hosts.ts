import { parseHost } from '#libs/config';
import type { NextFunction, Request, Response } from 'express';
import { answerHeaders } from '../http/default-headers.js';
import { PreparedProblem } from '../problems/prepared.problem.js';
import type { Refusals } from './refusals.js';

/** Platforms call these by the address of a process. They expose no jobs and no connection names. */
const PROBES = /^\/health\/(live|ready)(?=[?]|$)/;
const AUTHORITY = /^https?:\/\/([^/?#]*)/i;
const MISDIRECTED = new PreparedProblem('misdirected-request', answerHeaders('/jobs'));

/**
 * Which hosts requests may be for. The page of another site can have a browser ask under that site's own name (DNS
 * rebinding): such a request is answered with 421.
 */
export class ServedHosts {
  /** Names, and names with a port; null: any host is served. */
  private hosts: ReadonlySet<string> | null = null;
  /** Most clients send the same field each time. */
  private lastServed: string | undefined;

  constructor(hosts: readonly string[] | null) {
    this.applyConfig(hosts);
  }

  applyConfig(hosts: readonly string[] | null): void {
    this.hosts = hosts === null ? null : new Set(hosts.map((host) => keyOf(host)!));
    this.lastServed = undefined;
  }

  serves(host: string | undefined): boolean {
    if (this.hosts === null) return true;
    if (host === undefined) return false;
    if (host === this.lastServed) return true;
    const asked = parseHost(host);
    const isServed = asked !== null && (this.hosts.has(asked.name) || this.hosts.has(`${asked.name}:${asked.port}`));
    if (isServed) this.lastServed = host;
    return isServed;
  }

  handlerWith(refusals: Refusals): (request: Request, response: Response, next: NextFunction) => void {
    return (request, response, next) => {
      if (this.hosts === null || PROBES.test(request.url) || this.isServed(request)) return next();
      refusals.note(request, 'other', 421, 'misdirected');
      MISDIRECTED.answer(request, response, {});
    };
  }

  /** The field, once, and the host of an absolute-form target (RFC 9112 §3.2.2). */
  private isServed({ url, rawHeaders }: Request): boolean {
    const hosts = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === 'host');
    const authority = AUTHORITY.exec(url)?.[1];
    return hosts.length === 1 && this.serves(hosts[0]) && (authority === undefined || this.serves(authority));
  }
}

function keyOf(text: string): string | null {
  const host = parseHost(text);
  return host === null ? null : host.port === null ? host.name : `${host.name}:${host.port}`;
}
