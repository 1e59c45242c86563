import type { StreamPosition } from '#libs/store';
import { createHash } from 'node:crypto';

/** The first byte of an id: its version. */
const FORM = 1;
const NAME_BYTES = 6;
const TIME_BYTES = 6;
const MAX_ID_LENGTH = 8_192;
const MAX_REMEMBERED = 1_000;

/**
 * The id of an event: the position sent of each connection's stream, so that any gateway can go on from there. For
 * each connection a hash of its name, the milliseconds and the number of the entry; base64url.
 */
export function formatEventId(positions: ReadonlyMap<string, StreamPosition>): string {
  const parts: Buffer[] = [Buffer.of(FORM)];
  for (const [connection, position] of positions) {
    const [time, order] = position.split('-').map(BigInt) as [bigint, bigint];
    const moment = Buffer.alloc(TIME_BYTES);
    moment.writeUIntBE(Number(time), 0, TIME_BYTES);
    parts.push(hashOf(connection), moment, varint(order));
  }
  return Buffer.concat(parts).toString('base64url');
}

/** The positions of these connections; null: not an id of ours, or it lacks one of them. */
export function parseEventId(id: string, connections: readonly string[]): Map<string, StreamPosition> | null {
  if (id.length > MAX_ID_LENGTH || !/^[A-Za-z0-9_-]+$/.test(id)) return null;
  const byHash = placesIn(Buffer.from(id, 'base64url'));
  if (byHash === null) return null;
  const positions = new Map<string, StreamPosition>();
  for (const connection of connections) {
    const position = byHash.get(hashOf(connection).toString('hex'));
    if (position === undefined) return null;
    positions.set(connection, position);
  }
  return positions;
}

function placesIn(bytes: Buffer): Map<string, StreamPosition> | null {
  if (bytes[0] !== FORM) return null;
  const places = new Map<string, StreamPosition>();
  for (let offset = 1; offset < bytes.length;) {
    const numberAt = offset + NAME_BYTES + TIME_BYTES;
    const number = numberAt < bytes.length ? readVarint(bytes, numberAt) : null;
    if (number === null) return null;
    const time = bytes.readUIntBE(offset + NAME_BYTES, TIME_BYTES);
    places.set(bytes.toString('hex', offset, offset + NAME_BYTES), `${time}-${number.value}`);
    offset = number.end;
  }
  return places;
}

const hashes = new Map<string, Buffer>();

function hashOf(connection: string): Buffer {
  let hash = hashes.get(connection);
  if (hash === undefined) {
    hash = createHash('sha256').update(connection).digest().subarray(0, NAME_BYTES);
    if (hashes.size < MAX_REMEMBERED) hashes.set(connection, hash);
  }
  return hash;
}

/** Seven bits a byte, the lowest first; the last byte has no high bit: https://protobuf.dev/programming-guides/encoding/#varints */
function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 128n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 127n) | 128);
  }
}

function readVarint(bytes: Buffer, start: number): { value: bigint; end: number } | null {
  let value = 0n;
  for (let index = start; index < Math.min(bytes.length, start + 10); index += 1) {
    value |= BigInt(bytes[index]! & 127) << BigInt(7 * (index - start));
    if (bytes[index]! < 128) return value < 1n << 64n ? { value, end: index + 1 } : null;
  }
  return null;
}
