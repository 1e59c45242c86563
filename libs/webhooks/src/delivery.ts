import { readObject } from '#libs/store';
import { createHash } from 'node:crypto';
import type { CloudEvent } from './cloud-event.js';

/** One message on its way to one subscription. */
export interface Delivery {
  /** `webhook-id`: the same however often it is tried. */
  id: string;
  connection: string;
  event: { type: string; subject: string; sequence: string; time: string };
  /** The bytes that are sent and signed. */
  body: string;
  /** When it was handed over, epoch milliseconds. */
  at: number;
  /** Tries so far. */
  attempts: number;
}

/** One try, as the log shows it. */
export interface DeliveryAttempt {
  at: number;
  milliseconds: number;
  /** Of the receiver's answer; null: there was none. */
  status: number | null;
  /** The error as a short code; null: none. */
  error: string | null;
  /** The beginning of the receiver's answer, redacted. */
  answer: string | null;
}

/**
 * `pending`: asked for by hand, and not tried yet. `retrying`: it failed and is tried again. `failed`: it was tried as often
 * as foreseen. `dropped`: it is not tried any more, as its receiver answered 410, its subscription was not open for too long,
 * or later deliveries of the job needed its place.
 */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'retrying', 'failed', 'dropped'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** A delivery with at least one attempt. */
export interface LoggedDelivery extends Delivery {
  status: DeliveryStatus;
  nextAttemptAt: number | null;
  /** The latest ones, oldest first. */
  tries: DeliveryAttempt[];
}

export const MAX_ATTEMPTS_LOGGED = 10;

/** Deterministic: the same event of a subscription gives the same delivery. */
export function deliveryOf(subscription: string, connection: string, event: CloudEvent, at: number): Delivery {
  const { id, type, subject, sequence, time } = event;
  const digest = createHash('sha256').update(`${subscription} ${connection} ${id} ${subject}`).digest('base64url');
  const fields = { type, subject, sequence, time };
  return { id: `msg_${digest.slice(0, 24)}`, connection, event: fields, body: JSON.stringify(event), at, attempts: 0 };
}

const MEMBERS = {
  ...({ id: 'string', connection: 'string', event: 'object', body: 'string' } as const),
  ...({ at: 'number', attempts: 'number' } as const),
};

/** Throws on anything else. */
export function deliveryFrom(text: string): Delivery {
  return readObject<Delivery>(text, MEMBERS);
}

/** Throws on anything else. */
export function loggedDeliveryFrom(text: string): LoggedDelivery {
  const logged = readObject<LoggedDelivery>(text, { ...MEMBERS, status: 'string', tries: 'array' });
  // It is shown as what it says, not as a text.
  JSON.parse(logged.body);
  return logged;
}
