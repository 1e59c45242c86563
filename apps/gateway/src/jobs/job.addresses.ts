import type { Caller } from '#libs/access';
import type { ConnectionSettings } from '#libs/config';
import { isAddressable, parseJobId, type JobAddress, type JobKind } from '#libs/jobs';
import { requesterOf } from '#libs/requests';
import { CATALOG, type ProviderDescriptor } from '#libs/providers/catalog';
import { ProblemException } from '../problems/problem.exception.js';

/** A job that a caller addressed, with the configuration of its connection. */
export interface AddressedJob extends JobAddress {
  kind: JobKind;
  settings: ConnectionSettings;
  descriptor: ProviderDescriptor;
  /** The rate-limit key of the caller, by `requesterOf`. */
  requester: string;
}

/** The configured connections, as far as a caller sees them. */
export class JobAddresses {
  private known: readonly ConnectionSettings[] = [];
  private byName: ReadonlyMap<string, ConnectionSettings> = new Map();
  private renamed: ReadonlyMap<string, string> = new Map();

  constructor(connections: readonly ConnectionSettings[]) {
    this.applyConfig(connections);
  }

  /** Replaces all connections. */
  applyConfig(connections: readonly ConnectionSettings[]): void {
    this.known = connections;
    this.byName = new Map(connections.map((connection) => [connection.name, connection]));
    this.renamed = new Map(
      connections.flatMap(({ name, renamedFrom }) => (renamedFrom === null ? [] : [[renamedFrom, name] as const])),
    );
  }

  get connections(): readonly ConnectionSettings[] {
    return this.known;
  }

  /** Throws `invalid-job-id`, or `job-not-found` for a connection that the caller does not see. */
  ofId(id: string, caller: Caller): AddressedJob {
    const address = parseJobId(id);
    if (address === null) throw new ProblemException('invalid-job-id', 'An id has the form <connection>~<key>.');
    return this.of(address, caller);
  }

  of(named: JobAddress, caller: Caller): AddressedJob {
    const address = this.present(named);
    const settings = this.connection(address.connection, caller);
    if (settings === null) throw new ProblemException('job-not-found');
    const descriptor = descriptorOf(settings);
    const parsed = parsedKey(address, descriptor);
    if (parsed === null) {
      const forms = descriptor.keyForms.map(({ form }) => form).join(', ');
      throw new ProblemException('invalid-job-id', `The key does not have a form of ${descriptor.title}: ${forms}.`);
    }
    return { ...address, kind: parsed.kind, settings, descriptor, requester: requesterOf(caller.name) };
  }

  present({ connection, key }: JobAddress): JobAddress {
    return { connection: this.presentName(connection), key };
  }

  presentName(connection: string): string {
    return this.renamed.get(connection) ?? connection;
  }

  /** Whether the caller may address such a job, tracked or not. */
  isJob(named: JobAddress, caller: Caller): boolean {
    const address = this.present(named);
    const settings = this.connection(address.connection, caller);
    return settings !== null && parsedKey(address, descriptorOf(settings)) !== null;
  }

  isPointer(named: JobAddress): boolean {
    const address = this.present(named);
    const settings = this.byName.get(address.connection);
    return settings !== undefined && parsedKey(address, descriptorOf(settings))?.kind === 'pointer';
  }

  /** null: no such connection, or hidden from the caller. */
  connection(name: string, caller: Caller): ConnectionSettings | null {
    const settings = this.byName.get(name);
    return settings !== undefined && caller.sees(name) ? settings : null;
  }

  /** In the order of the configuration. */
  visible(caller: Caller): ConnectionSettings[] {
    return this.connections.filter(({ name }) => caller.sees(name));
  }

  /** Visible connections with one of these names and providers; null: any. */
  chosen(caller: Caller, names: readonly string[] | null, providers: readonly string[] | null): ConnectionSettings[] {
    return this.visible(caller)
      .filter(({ name }) => names === null || names.includes(name))
      .filter(({ provider }) => providers === null || providers.includes(provider));
  }
}

const parsedKey = (address: JobAddress, descriptor: ProviderDescriptor) =>
  isAddressable(address) ? descriptor.parseKey(address.key) : null;

export function descriptorOf(settings: ConnectionSettings): ProviderDescriptor {
  const descriptor = CATALOG.get(settings.provider);
  if (!descriptor) throw new Error(`No provider is named ${settings.provider}.`);
  return descriptor;
}
