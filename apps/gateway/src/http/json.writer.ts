import { jsonText } from '#libs/jobs';
import type { Express } from 'express';

/** Makes `response.json()`, which controllers use, preserve numbers of upstreams exactly. */
export function writeExactJson(express: Express): void {
  express.response.json = function (value: unknown) {
    if (!this.get('Content-Type')) this.set('Content-Type', 'application/json');
    return this.send(jsonText(value));
  };
}
