import type { AuditEntry } from '#libs/store';
import { networkOf } from '../access/client.address.js';

/** Refusals with an entry of their own until `drain`: by caller and network, by caller, in all. */
const MAX_OF_ADDRESS = 10;
const MAX_OF_CALLER = 30;
const MAX = 1_000;
/** Further callers are counted together, */
const MAX_CALLERS = 1_000;
/** under this name, which no caller has. */
const SEVERAL = '*';

interface Refused {
  written: number;
  byNetwork: Map<string, number>;
  /** By action: the latest, with its count. */
  counted: Map<string, AuditEntry & { count: number }>;
}

/** Samples refusals so that callers without rights cannot fill the audit. The others are counted. */
export class RefusalSampler {
  private readonly callers = new Map<string, Refused>();
  private written = 0;

  /** Whether this refusal gets an entry of its own. */
  take(entry: AuditEntry): boolean {
    const refused = this.refusedOf(entry.caller);
    const network = networkOf(entry.address ?? '');
    const ofNetwork = refused.byNetwork.get(network) ?? 0;
    if (ofNetwork >= MAX_OF_ADDRESS || refused.written >= MAX_OF_CALLER || this.written >= MAX) {
      this.count(refused, entry);
      return false;
    }
    refused.byNetwork.set(network, ofNetwork + 1);
    refused.written += 1;
    this.written += 1;
    return true;
  }

  /** An entry for each caller and action that was only counted. Starts a new sample. */
  drain(): AuditEntry[] {
    const entries = [...this.callers.values()].flatMap(({ counted }) => [...counted.values()]);
    this.callers.clear();
    this.written = 0;
    return entries;
  }

  private refusedOf(caller: string): Refused {
    const name = this.callers.has(caller) || this.callers.size < MAX_CALLERS ? caller : SEVERAL;
    let refused = this.callers.get(name);
    if (refused === undefined) {
      refused = { written: 0, byNetwork: new Map(), counted: new Map() };
      this.callers.set(name, refused);
    }
    return refused;
  }

  private count({ counted }: Refused, entry: AuditEntry): void {
    const before = counted.get(entry.action);
    counted.set(entry.action, before === undefined ? { ...entry, count: 1 } : together(before, entry));
  }
}

/** Members that differ are null; the status is the latest. */
function together(before: AuditEntry & { count: number }, entry: AuditEntry): AuditEntry & { count: number } {
  const common = <Name extends keyof AuditEntry>(name: Name) => (before[name] === entry[name] ? entry[name] : null);
  return {
    at: entry.at,
    caller: before.caller === entry.caller ? entry.caller : SEVERAL,
    action: entry.action,
    connection: common('connection') ?? null,
    job: common('job') ?? null,
    webhook: common('webhook') ?? null,
    connections: null,
    status: entry.status,
    outcome: common('outcome') ?? null,
    fingerprint: common('fingerprint') ?? null,
    address: common('address') ?? null,
    requestId: null,
    count: before.count + 1,
  };
}
