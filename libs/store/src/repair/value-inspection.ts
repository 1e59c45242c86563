import { decodeAuthenticationFailure } from '../connections/authentication-failures.js';
import { decodeCommandRecord } from '../commands/command-deduplication-store.js';
import { parseHealthField } from '../connections/connection-status-store.js';
import type { StoredKind } from '../formats/current-formats.js';
import type { StoredValues } from '../formats/stored-values.js';
import { readObject } from '../formats/json-shape.js';
import { decodeLastResponse } from '../codecs/last-response.codec.js';
import type { RedisClient } from '../redis/redis-client.js';
import { decodeSequence } from '../commands/sequence-store.js';
import type { StoreKeys } from '../keys/store-keys.js';
import { decodeTransition } from '../codecs/history.codec.js';
import { decodePosition } from '../webhooks/outbox.js';
import type { Inconsistencies } from './inconsistencies.js';

/** Throws on a text that it cannot read. `field`: of a hash. */
export type ValueDecoder = (text: string, field: string) => unknown;

/** Readers of texts that others than the store read. */
export interface ExternalDecoders {
  subscription: ValueDecoder;
  delivery: ValueDecoder;
  loggedDelivery: ValueDecoder;
}

interface TextKind {
  kind: StoredKind;
  /** The name of the key without prefix. */
  name: RegExp;
  type: 'string' | 'list' | 'hash';
  read: ValueDecoder;
}

const AT_ONCE = 100;

/** Finds texts that cannot be read, of all kinds but job records; changes nothing. */
export class ValueInspection {
  private readonly kinds: readonly TextKind[];

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly found: Inconsistencies,
    private readonly texts: StoredValues,
    { subscription, delivery, loggedDelivery }: ExternalDecoders,
  ) {
    const isCount: ValueDecoder = (text, field) => field !== 'version' && subscription(text, field);
    this.kinds = [
      { kind: 'transition', name: /^\{[^}]*\}:history:/, type: 'list', read: decodeTransition },
      { kind: 'answer', name: /^\{[^}]*\}:raw:/, type: 'string', read: decodeLastResponse },
      { kind: 'command', name: /^\{[^}]*\}:command:/, type: 'string', read: decodeCommandRecord },
      { kind: 'sequence', name: /^\{[^}]*\}:sequences$/, type: 'hash', read: decodeSequence },
      { kind: 'board', name: /^\{[^}]*\}:board$/, type: 'hash', read: (text, field) => parseHealthField(field, text) },
      { kind: 'delivery', name: /^\{[^}]*\}:webhooks:lane:/, type: 'list', read: delivery },
      { kind: 'delivery', name: /^\{webhooks\}:deliveries:[^:]*:texts$/, type: 'hash', read: loggedDelivery },
      { kind: 'subscription', name: /^\{webhooks\}:subscriptions$/, type: 'hash', read: isCount },
      { kind: 'delivery', name: /^\{[^}]*\}:webhooks:position$/, type: 'string', read: decodePosition },
      {
        kind: 'idempotency',
        name: /^idempotency:/,
        type: 'hash',
        read: (text, field) => field === 'answer' && readObject(text, {}),
      },
      { kind: 'refusal', name: /^\{account-[^}]*\}:refusals$/, type: 'hash', read: decodeAuthenticationFailure },
    ];
  }

  async inspect(names: readonly string[]): Promise<void> {
    for (let start = 0; start < names.length; start += AT_ONCE) {
      await Promise.all(names.slice(start, start + AT_ONCE).map((name) => this.inspectKey(name)));
    }
  }

  private async inspectKey(name: string): Promise<void> {
    const short = name.slice(this.keys.prefix.length + 1);
    const kept = this.kinds.find((one) => one.name.test(short));
    if (kept === undefined) return;
    for (const [field, text] of await this.textsOf(name, kept.type)) {
      try {
        const part = kept.type === 'hash' ? field : null;
        kept.read(this.texts.decrypt({ kind: kept.kind, key: name, part }, text), field);
      } catch {
        this.found.add('unreadable', kept.kind, kept.type === 'hash' ? `${name} ${field}` : name, false);
      }
    }
  }

  private async textsOf(name: string, type: TextKind['type']): Promise<[field: string, text: string][]> {
    if (type === 'hash') return Object.entries(await this.redis.hgetall(name));
    if (type === 'list') return (await this.redis.lrange(name, 0, -1)).map((text) => ['', text]);
    const text = await this.redis.get(name);
    return text === null ? [] : [['', text]];
  }
}
