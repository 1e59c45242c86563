import { jsonText } from '#libs/jobs';
import type { Express } from 'express';

/** Has `response.json()`, and with it all answers of controllers, leave numbers of upstreams as they came. */
export function writeExactJson(express: Express): void {
  express.response.json = function (value: unknown) {
    if (!this.get('Content-Type')) this.set('Content-Type', 'application/json');
    return this.send(jsonText(value));
  };
}
