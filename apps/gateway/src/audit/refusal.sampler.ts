import type { AuditEntry } from '#libs/store';
import { networkOf } from '../access/client.address.js';

/** Refusals that have an entry of their own until `drain`: of a caller from one address, of a caller, of all. */
const MOST_OF_ADDRESS = 10;
const MOST_OF_CALLER = 30;
const MOST = 1_000;
/** Of more callers the refusals are counted together. */
const MOST_CALLERS = 1_000;
/** Under this name; no caller can have it. */
const SEVERAL = '*';

interface Refused {
  written: number;
  byNetwork: Map<string, number>;
  /** By action: the latest, and how many there were. */
  counted: Map<string, AuditEntry & { count: number }>;
}

/** Which refusals are written down one by one, so that nobody who may do nothing fills the audit. The others are counted. */
export class RefusalSampler {
  private readonly callers = new Map<string, Refused>();
  private written = 0;

  /** Whether this one is written down by itself. */
  take(entry: AuditEntry): boolean {
    const refused = this.refusedOf(entry.caller);
    const network = networkOf(entry.address ?? '');
    const ofNetwork = refused.byNetwork.get(network) ?? 0;
    if (ofNetwork >= MOST_OF_ADDRESS || refused.written >= MOST_OF_CALLER || this.written >= MOST) {
      this.count(refused, entry);
      return false;
    }
    refused.byNetwork.set(network, ofNetwork + 1);
    refused.written += 1;
    this.written += 1;
    return true;
  }

  /** An entry for each caller and action of which some were only counted. From now on others have entries of their own. */
  drain(): AuditEntry[] {
    const entries = [...this.callers.values()].flatMap(({ counted }) => [...counted.values()]);
    this.callers.clear();
    this.written = 0;
    return entries;
  }

  private refusedOf(caller: string): Refused {
    const name = this.callers.has(caller) || this.callers.size < MOST_CALLERS ? caller : SEVERAL;
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

/** What they do not have in common is null; the status is that of the later one. */
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
