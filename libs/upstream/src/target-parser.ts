/** Where a call goes: an origin, and path and query on it. */
export interface Target {
  origin: string;
  path: string;
}

/**
 * Path and query that a URL parser leaves as they are: nothing to encode, no segment that begins with a dot
 * (https://url.spec.whatwg.org/#path-state).
 */
const PLAIN = /^(?:\/(?!\.|%2e)[\w.~!$&()*+,;=:@%-]*)+(?:\?[\w.~!$&()*+,;=:@%/?-]+)?$/i;

/** Reads the targets of the calls of one connection: nearly all are plain paths below its URL, and need no parser. */
export class TargetParser {
  private readonly origin: string;
  private readonly basePath: string | null;

  constructor(private readonly url: string) {
    const base = new URL(url);
    this.origin = base.origin;
    const path = base.pathname.replace(/\/$/, '');
    // Of a URL that a parser would write otherwise, it reads every target.
    this.basePath = `${base.origin}${path}` === url ? path : null;
  }

  read(target: string): Target {
    if (this.basePath !== null && PLAIN.test(target)) return { origin: this.origin, path: this.basePath + target };
    const { origin, pathname, search } = new URL(/^https?:/.test(target) ? target : this.url + target);
    return { origin, path: pathname + search };
  }
}
