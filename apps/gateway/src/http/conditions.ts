import type { Request } from 'express';

/**
 * Express answers 304 to `If-None-Match: *` whatever the route. Only an answer that names its revision is one that a
 * caller can have already. It answers 304 to `If-Modified-Since` alone as well, which may be ignored (RFC 9110 §13.1.3):
 * two revisions of one second have the same `Last-Modified`, so that a date cannot distinguish them.
 */
export function answerConditionsOfRevisionsOnly({ request }: { request: object }): void {
  const inherited = freshnessOf(Object.getPrototypeOf(request) as object);
  Object.defineProperty(request, 'fresh', {
    configurable: true,
    get(this: Request): boolean {
      const namesRevision = Boolean(this.headers['if-none-match']);
      return namesRevision && this.res?.getHeader('ETag') !== undefined && inherited.call(this);
    },
  });
}

function freshnessOf(prototype: object): (this: Request) => boolean {
  const getter = Object.getOwnPropertyDescriptor(prototype, 'fresh')?.get;
  if (getter === undefined) throw new Error('Express has no getter `fresh` any more.');
  return getter as (this: Request) => boolean;
}
