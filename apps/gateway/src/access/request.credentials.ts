import type { Credentials } from '#libs/access';
import type { IncomingMessage } from 'node:http';
import { ProblemException } from '../problems/problem.exception.js';
import { isFromElsewhere, keyInBasic } from './basic.credentials.js';

/** The credentials of a request. `takesBasic`: a key may also be the password of HTTP Basic. */
export function credentialsOf({ method = '', headers }: IncomingMessage, takesBasic: boolean): Credentials {
  const { authorization } = headers;
  const apiKey = singleValue(headers['x-api-key']);
  const key = takesBasic && authorization !== undefined ? keyInBasic(authorization) : null;
  if (key === null) return { authorization, apiKey };
  if (isFromElsewhere(method, headers)) {
    const challenge = { 'WWW-Authenticate': 'Bearer realm="jobgate"' };
    throw new ProblemException('cross-site-refused', undefined, { headers: challenge });
  }
  return { authorization: `Bearer ${key}`, apiKey };
}

function singleValue(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}
