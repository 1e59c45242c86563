import { z } from 'zod';
import { connectionSchema } from './connection.schema.js';
import { isIP } from 'node:net';
import { parseHost } from './hosts.js';
import { duration, rate } from './quantities.js';
import { parseRedisUrl } from './redis-url.js';

const text = () => z.string().min(1);

const redisServer = z.string().transform((url, context) => {
  const parsed = parseRedisUrl(url);
  if ('server' in parsed) return parsed.server;
  context.addIssue({ code: 'custom', message: parsed.fault });
  return z.NEVER;
});

/** 32 bytes in hex. null: texts are left as they are. */
const encryptionKey = z.string().transform((text, context) => {
  if (text === 'none') return null;
  const bytes = /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  const isKey = bytes.length === 32 && (text.length === 64 || /^[A-Za-z0-9+/_-]{43}=?$/.test(text));
  if (isKey) return bytes.toString('hex');
  context.addIssue({ code: 'custom', message: 'must be 32 random bytes in base64 or hex, or none' });
  return z.NEVER;
});

/** One, or several, of which the first one seals. */
const encryptionKeys = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(encryptionKey).min(1, 'must name a key'),
);

const redisSchema = z.strictObject({
  url: redisServer.prefault('redis://127.0.0.1:6379/0'),
  /** Of the sentinels; the URL has what the servers want. */
  sentinel: z
    .strictObject({
      user: text().nullable().default(null),
      password: text().nullable().default(null),
      tls: z.boolean().default(false),
    })
    .nullable()
    .default(null),
  tls: z.strictObject({ ca: text().nullable().default(null) }).prefault({}),
  encryptionKey: encryptionKeys.default([]),
  // Braces would move a cluster's keys to other slots than their connection's hash tag says.
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 . _ -')
    .default('jobgate'),
});

/** An address, or a network by its first one and the bits that they have in common. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
}

const network = () => z.string().refine(isNetwork, 'must be an address or a network, such as 10.0.0.0/8');

/** `none` means null. */
const orNone = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === 'none' ? null : value), schema.nullable());

const NO_SOCKET_LIMITS = { most: null, perAddress: null };

const gatewaySchema = z.strictObject({
  host: text().default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(3000),
  readWaitMs: z.int().min(0).max(60_000).default(2_000),
  /** Parses plain reads of jobs: Node.js, or the fast path in front of it. */
  plainReads: z.enum(['node', 'front']).default('node'),
  /** Addresses and networks of the proxies whose `X-Forwarded-For` is trusted. */
  trustedProxies: z.array(network()).default([]),
  /** Open sockets of callers, in all and of one address; null: any number. */
  sockets: z.preprocess(
    (value) => (value === 'none' ? NO_SOCKET_LIMITS : value),
    z
      .strictObject({
        most: orNone(z.int().min(1)).default(10_000),
        perAddress: orNone(z.int().min(1)).default(1_000),
      })
      .prefault({}),
  ),
  tls: z
    .strictObject({ cert: text(), key: text(), clientCa: text().nullable().default(null) })
    .nullable()
    .default(null),
  /** Names and addresses that requests may be for, with a port or for any; null: all. */
  hosts: z
    .array(
      z.string().refine((host) => parseHost(host) !== null, 'must be a name or an address, with a port or without'),
    )
    .min(1, 'must name a host')
    .nullable()
    .default(null),
  /** Pages at `/`, under `/docs` (with the OpenAPI document) and under `/queues`. */
  pages: z
    .strictObject({
      dashboard: z.boolean().default(true),
      docs: z.boolean().default(true),
      queues: z.boolean().default(true),
    })
    .prefault({}),
});

/** Where a worker serves its health and metrics. */
const workerSchema = z.strictObject({
  host: text().default('127.0.0.1'),
  port: z.int().min(0).max(65_535),
});

const telemetrySchema = z.strictObject({
  logs: z
    .strictObject({ level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info') })
    .prefault({}),
  /** Where traces are sent (OTLP over HTTP), and of which part of requests; null: nowhere. */
  traces: z
    .strictObject({
      otlpUrl: z
        .string()
        .refine((url) => /^https?:\/\//i.test(url) && URL.canParse(url), 'must be an http:// or https:// URL'),
      sampleRatio: z.number().min(0).max(1).default(1),
    })
    .nullable()
    .default(null),
});

/** Callers by token are named `jwt:…`, those without credentials `anonymous`: no key may share their quota. */
const RESERVED_NAME = /^(jwt:|anonymous$)/;
const MOMENT_FAULT = 'must be an RFC 3339 time with its offset, such as 2027-01-31T00:00:00Z';

const keySchema = z.strictObject({
  /** The caller in logs and quotas; several keys of one name are one caller. */
  name: text().refine((name) => !RESERVED_NAME.test(name), 'must not be anonymous nor begin with jwt:'),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be the SHA-256 of the key in 64 hex digits')
    .toLowerCase(),
  scopes: z.array(z.enum(['jobs:read', 'jobs:track', 'jobs:operate', 'admin'])).min(1, 'must name a scope'),
  connections: z.array(text()).min(1, "must name a connection, or '*' for all"),
  /** Epoch milliseconds from which on the key is refused; null: never. */
  expiresAt: z.iso
    .datetime({ offset: true, error: MOMENT_FAULT })
    .transform((moment) => Date.parse(moment))
    .nullable()
    .default(null),
});

const webUrl = () =>
  z.string().refine((url) => /^https?:\/\//i.test(url) && URL.canParse(url), 'must be an http:// or https:// URL');

const DEFAULT_QUOTA = { reads: { count: 2_000, perMs: 1_000 }, writes: { count: 100, perMs: 1_000 } };
const NO_QUOTA = { reads: null, writes: null };
const NO_LIMITS = { streams: null, waits: null, tracked: null, polls: null };

const accessSchema = z
  .strictObject({
    anonymous: z.enum(['none', 'read']).default('none'),
    keys: z.array(keySchema).default([]),
    /** `maxAgeMs`: a token that was issued longer ago is refused. `typ`: what that header of a token must be. null: unchecked. */
    jwt: z
      .strictObject({
        issuer: webUrl(),
        audience: text(),
        jwksUrl: webUrl(),
        maxAge: duration(1).nullable().default(null),
        typ: text().nullable().default(null),
      })
      .transform(({ maxAge, ...issuer }) => ({ ...issuer, maxAgeMs: maxAge }))
      .nullable()
      .default(null),
    /** How long a subscription lasts after the last request with a token of its owner. */
    tokenGrant: duration(1).default(86_400_000),
    /** Per caller, over all gateways; null: none. */
    quota: z.preprocess(
      (value) => (value === 'none' ? NO_QUOTA : value),
      z
        .strictObject({
          reads: orNone(rate()).default(DEFAULT_QUOTA.reads),
          writes: orNone(rate()).default(DEFAULT_QUOTA.writes),
        })
        .prefault({}),
    ),
    /**
     * Per caller; null: none. `streams`, `waits`: open at one gateway at once. `tracked`: jobs that the caller had tracked and that are in
     * flight, over all gateways. `polls`: the part of a connection's budget that polls for one caller may take.
     */
    limits: z.preprocess(
      (value) => (value === 'none' ? NO_LIMITS : value),
      z
        .strictObject({
          streams: orNone(z.int().min(1)).default(100),
          waits: orNone(z.int().min(1)).default(200),
          tracked: orNone(z.int().min(1)).default(50_000),
          polls: orNone(z.number().positive().max(1)).default(0.25),
        })
        .prefault({}),
    ),
  })
  .transform(({ tokenGrant, ...access }) => ({ ...access, tokenGrantMs: tokenGrant }));

const openNetworkSchema = z.strictObject({
  cidr: network(),
  ports: z.array(z.int().min(1).max(65_535)).min(1, 'must name a port').default([443]),
});

const webhooksSchema = z.strictObject({
  allowPrivateTargets: z.boolean().default(false),
  /** Networks and addresses that are open beside the public ones, on these ports. */
  allow: z.array(openNetworkSchema).default([]),
});

const trackingSchema = z
  .strictObject({
    /** How long an ended job is kept. */
    retention: duration(1).default(7 * 86_400_000),
    /** A job is lost after `answers` not-found answers over at least `spreadMs`, and not before `graceMs` of tracking. */
    lostAfter: z
      .strictObject({
        answers: z.int().min(1).default(3),
        spread: duration(0).default(60_000),
        grace: duration(0).default(30_000),
      })
      .transform(({ answers, spread, grace }) => ({ answers, spreadMs: spread, graceMs: grace }))
      .prefault({}),
  })
  .transform(({ retention, lostAfter }) => ({ retentionMs: retention, lostAfter }));

/** The whole file after substitution, except what only a provider can judge: options and auth. */
export const fileSchema = z.strictObject({
  redis: redisSchema.prefault({}),
  gateway: gatewaySchema.prefault({}),
  worker: workerSchema.nullable().default(null),
  telemetry: telemetrySchema.prefault({}),
  access: accessSchema.prefault({}),
  webhooks: webhooksSchema.prefault({}),
  tracking: trackingSchema.prefault({}),
  connections: z.array(connectionSchema).default([]),
});

export type FileContent = z.output<typeof fileSchema>;
