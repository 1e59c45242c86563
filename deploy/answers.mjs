// Health checks in a container without curl: node deploy/answers.mjs http://127.0.0.1:3000/health/ready
// With https the certificate is not verified: it is for another name than that of the loopback. Where callers need one of
// their own, its file and its key's follow: node deploy/answers.mjs https://127.0.0.1:3000/health/ready cert.pem key.pem
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';

const [url, cert, key] = process.argv.slice(2);
const identity = cert && key ? { cert: readFileSync(cert), key: readFileSync(key) } : {};
const options = { ...identity, rejectUnauthorized: false, agent: false, signal: AbortSignal.timeout(4000) };
const { get } = url.startsWith('https:') ? https : http;
get(url, options, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1));
