import { request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { GatewayStage } from '../../test/gateway.stage.js';

const LARGE = ['/openapi.json', '/openapi.yaml', '/docs/swagger-ui-bundle.js', '/docs/swagger-ui.css'];
const UNPACK: Record<string, (bytes: Buffer) => Buffer> = { br: brotliDecompressSync, gzip: gunzipSync };

let stage: GatewayStage;

beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);
afterAll(() => stage.close());

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** As they came: nothing is unpacked. */
  bytes: Buffer;
}

function get(path: string, encoding: string, fields: Record<string, string> = {}): Promise<Answer> {
  const { port } = stage.server.address() as AddressInfo;
  const headers = { 'accept-encoding': encoding, ...fields };
  return new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, bytes: Buffer.concat(chunks) }),
      );
    });
    call.once('error', reject).end();
  });
}

describe('a large text that does not change', () => {
  it.each(LARGE)(
    '[gateway.packed] is sent compressed to clients that accept it, with the same content for all: %s',
    async (path) => {
      const plain = await get(path, 'identity');
      expect(plain.status).toBe(200);
      expect(plain.headers).not.toHaveProperty('content-encoding');
      for (const [wish, coding] of [
        ['gzip, deflate, br', 'br'],
        ['gzip', 'gzip'],
        ['br;q=0, gzip;q=0.5', 'gzip'],
        ['*', 'br'],
      ] as const) {
        const { headers, bytes } = await get(path, wish);
        expect([wish, headers['content-encoding']]).toEqual([wish, coding]);
        expect(headers).toMatchObject({ vary: 'Accept-Encoding', 'content-type': plain.headers['content-type'] });
        expect(Number(headers['content-length'])).toBeLessThan(plain.bytes.length / 3);
        expect(UNPACK[coding]!(bytes).equals(plain.bytes)).toBe(true);
      }
    },
  );

  it.each(LARGE)('is not sent again to a client that has it, in this form: %s', async (path) => {
    const tags = new Set<string>();
    for (const coding of ['br', 'gzip', 'identity']) {
      const { etag: tag = '' } = (await get(path, coding)).headers;
      expect(tag).toMatch(/^"[\w-]+"$/);
      tags.add(tag);
      const again = await get(path, coding, { 'if-none-match': tag });
      expect(again).toMatchObject({ status: 304, headers: { etag: tag, vary: 'Accept-Encoding' } });
      expect(again.bytes).toHaveLength(0);
      expect((await get(path, coding, { 'if-none-match': '"another"' })).status).toBe(200);
    }
    expect(tags.size).toBe(3);
  });

  it('is small: the document of the API takes less than 40 kB', async () => {
    expect(Number((await get('/openapi.json', 'br')).headers['content-length'])).toBeLessThan(40_000);
  });
});
