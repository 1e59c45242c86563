import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { GatewayStage } from '../../test/gateway.stage.js';
import { DashboardFiles } from './dashboard.files.js';

const SCRIPT = `console.log('${'gate '.repeat(100)}');`;

let stage: GatewayStage;
let folder: string;

beforeAll(async () => {
  stage = await GatewayStage.open();
  folder = mkdtempSync(join(tmpdir(), 'jobgate-dashboard-'));
  Object.assign(stage.app.get(DashboardFiles), { folder });
}, 30_000);

afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true });
});

describe('a gateway whose dashboard has not been built', () => {
  it('says so at its address, and what to do', async () => {
    const { body, headers } = await stage.call('get', '/', null).expect(404);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({ code: 'dashboard-not-built', type: '/problems/dashboard-not-built' });
    const page = await stage.call('get', body.type, null).expect(200);
    expect(page.text).toContain('npm run build');
  });

  it('answers its API all the same', async () => {
    await stage.call('get', '/jobs').expect(200);
  });
});

describe('a gateway with its dashboard', () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Jobgate</title>');
    writeFileSync(join(folder, 'assets/index-B5aC0ff3.js'), SCRIPT);
    writeFileSync(join(folder, 'assets/index-B5aC0ff3.js.map'), '{}');
    writeFileSync(join(folder, 'key.js'), 'not an asset');
  });

  it('serves the page without credentials, loads from here alone, and is revalidated each time', async () => {
    const { text, headers } = await stage.call('get', '/', null).expect(200);
    expect(text).toContain('<title>Jobgate</title>');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = headers['content-security-policy']!;
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('allows files with hashed names to be cached forever', async () => {
    const { text, headers } = await stage.call('get', '/assets/index-B5aC0ff3.js', null).expect(200);
    expect(text).toBe(SCRIPT);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    });
  });

  it('compresses them for clients that accept it', async () => {
    const get = (encoding: string) =>
      request(stage.server).get('/assets/index-B5aC0ff3.js').set('Accept-Encoding', encoding).expect(200);
    expect((await get('identity')).headers).not.toHaveProperty('content-encoding');
    const packed = await get('gzip');
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(Number(packed.headers['content-length'])).toBeLessThan(SCRIPT.length);
    expect(packed.text).toBe(SCRIPT);
  });

  it.each([
    '/assets/nothing.js',
    '/assets/index-B5aC0ff3.js.map',
    '/assets/..%2Fkey.js',
    '/assets/',
    '/key.js',
    '/index.html',
    '/overview',
  ])('has nothing at %s', async (path) => {
    const { body } = await stage.call('get', path, null).expect(404);
    expect(body).toMatchObject({ code: 'route-not-found' });
  });

  it('answers HEAD, and refuses what changes something', async () => {
    await stage.call('head', '/', null).expect(200);
    const { headers } = await stage.call('post', '/', null).expect(405);
    expect(headers['allow']).toBe('GET, HEAD, OPTIONS');
  });
});
