// Plays one attack on a gateway until it is ended: attacker.mjs <JSON {url, attack, key, connection, job, kid, issuer}>. Writes a line once it has begun.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import { Agent, request } from 'undici';

const { url, attack, key, connection, job, kid, issuer } = JSON.parse(process.argv[2]);
const bearer = (token) => ({ authorization: `Bearer ${token}` });
/** 19 bytes that unfold to a megabyte. */
const BOMB = brotliCompressSync(`[${'0,'.repeat(499_990)}0]`);
const BOMB_FIELDS = { 'content-type': 'application/json', 'content-encoding': 'br' };
let count = 0;
const next = () => (count += 1);

/** By name: how many at once, and what each asks. */
const ATTACKS = {
  bodies: [200, () => ['/jobs', { method: 'POST', headers: BOMB_FIELDS, body: BOMB }]],
  pages: [16, () => [`/jobs?connection=${next().toString(36).padStart(15_000, 'a')}`, { headers: bearer(key) }]],
  names: [16, () => [`/jobs?q=${next().toString(36).padStart(8_000, 'a')}`, { headers: bearer(key) }]],
  polls: [300, () => [`/jobs/${connection}~${randomBytes(16).toString('hex')}`, { headers: bearer(key) }]],
  sorts: [8, () => [`/jobs?sort=name&limit=${1 + (next() % 200)}`, { headers: bearer(key) }]],
  snapshots: [12, () => ['/events?format=json', { headers: bearer(key) }]],
  waits: [600, () => [`/jobs/${job}`, { headers: { ...bearer(key), prefer: 'wait=60' } }]],
  tracks: [32, track],
  refusals: [64, () => [`/jobs/${connection}~${next()}`, { method: 'DELETE', headers: bearer(key) }]],
  tries: [64, () => [`/jobs/${connection}~1`, { headers: bearer(`guess-${next()}`) }]],
  tokens: [64, () => [`/jobs/${connection}~1`, { headers: bearer(forgedToken()) }]],
};

/** One job more that there is not, with as many labels as it may have. */
function track() {
  const labels = Object.fromEntries(Array.from({ length: 32 }, (_, nth) => [`label-${nth}`, 'a'.repeat(250)]));
  const body = JSON.stringify({ connection, key: randomBytes(16).toString('hex'), labels });
  const headers = { ...bearer(key), 'content-type': 'application/json', 'idempotency-key': `"${next()}"` };
  return ['/jobs', { method: 'POST', headers, body }];
}

function forgedToken() {
  const [header, payload] = [
    { alg: 'ES512', kid },
    { iss: issuer, aud: 'jobgate', sub: `${next()}`, exp: 4e9 },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${header}.${payload}.${randomBytes(132).toString('base64url')}`;
}

/** Streams that are opened and never read. */
function openStreams(streams) {
  const { hostname, port } = new URL(url);
  for (let nth = 0; nth < streams; nth += 1) {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => undefined).pause();
    socket.write(
      `GET /events?q=${nth.toString(36)}&connection=${connection} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${key}\r\n\r\n`,
    );
  }
}

if (attack === 'streams') {
  openStreams(600);
  setInterval(() => undefined, 1_000);
} else {
  const [atOnce, ask] = ATTACKS[attack];
  const dispatcher = new Agent({ connections: atOnce });
  for (let nth = 0; nth < atOnce; nth += 1) void again(ask, dispatcher);
}
console.log('begun');

async function again(ask, dispatcher) {
  for (;;) {
    const [path, options] = ask();
    await request(url + path, { ...options, dispatcher })
      .then(({ body }) => body.dump())
      .catch(() => undefined);
  }
}
