import { get as getEncrypted } from 'node:https';
import { get as getPlain } from 'node:http';

const WITHIN_MS = 5_000;
const LARGEST_BYTES = 1024 * 1024;

/**
 * Reads the JSON at an address: a key set (RFC 7517 §5) is a page of text. This is the only call out of a gateway, with
 * no credential in it; it follows no redirect, decodes no compression and keeps no connection.
 */
export function fetchJwks(url: string): Promise<unknown> {
  const get = new URL(url).protocol === 'https:' ? getEncrypted : getPlain;
  return new Promise((resolve, reject) => {
    const options = { agent: false, signal: AbortSignal.timeout(WITHIN_MS), headers: { accept: 'application/json' } };
    const request = get(url, options, (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('error', reject);
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > LARGEST_BYTES) request.destroy(new Error('The key set is too large.'));
        else parts.push(part);
      });
      response.on('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`The key set was answered ${response.statusCode}.`));
        try {
          resolve(JSON.parse(Buffer.concat(parts).toString('utf8')));
        } catch {
          reject(new Error('The key set is not JSON.'));
        }
      });
    });
    request.on('error', reject);
  });
}
