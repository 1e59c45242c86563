import type { Caller } from '#libs/access';
import type { ConnectionSettings } from '#libs/config';
import { isAddressable, parseJobId, type JobAddress, type JobKind } from '#libs/jobs';
import { askerOf } from '#libs/requests';
import { CATALOG, type ProviderDescriptor } from '#libs/providers/catalog';
import { ProblemException } from '../problems/problem.exception.js';

/** A job as a caller named it, with what the configuration says of its connection. */
export interface AddressedJob extends JobAddress {
  kind: JobKind;
  settings: ConnectionSettings;
  descriptor: ProviderDescriptor;
  /** Whose share of the calls to the upstream is taken, as `askerOf` says. */
  requester: string;
}

/** The connections of the configuration, seen through the eyes of a caller. */
export class JobAddresses {
  private known: readonly ConnectionSettings[] = [];
  private byName: ReadonlyMap<string, ConnectionSettings> = new Map();
  /** Present names by former ones. */
  private renamed: ReadonlyMap<string, string> = new Map();

  constructor(connections: readonly ConnectionSettings[]) {
    this.applyConfig(connections);
  }

  /** From now on there are these, and no others. */
  applyConfig(connections: readonly ConnectionSettings[]): void {
    this.known = connections;
    this.byName = new Map(connections.map((connection) => [connection.name, connection]));
    this.renamed = new Map(
      connections.flatMap(({ name, renamedFrom }) => (renamedFrom === null ? [] : [[renamedFrom, name] as const])),
    );
  }

  /** In the order of the configuration. */
  get connections(): readonly ConnectionSettings[] {
    return this.known;
  }

  /** The job that an id names. Throws `invalid-job-id`, or `job-not-found` for a connection that the caller does not see. */
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
    return { ...address, kind: parsed.kind, settings, descriptor, requester: askerOf(caller.name) };
  }

  /** The same job under the name that its connection has now. */
  present({ connection, key }: JobAddress): JobAddress {
    return { connection: this.presentName(connection), key };
  }

  /** The name that a connection has now. */
  presentName(connection: string): string {
    return this.renamed.get(connection) ?? connection;
  }

  /** Whether the caller may name such a job, whether or not there is one. */
  isJob(named: JobAddress, caller: Caller): boolean {
    const address = this.present(named);
    const settings = this.connection(address.connection, caller);
    return settings !== null && parsedKey(address, descriptorOf(settings)) !== null;
  }

  /** Whether a job of the configuration is "the latest run of" something. */
  isPointer(named: JobAddress): boolean {
    const address = this.present(named);
    const settings = this.byName.get(address.connection);
    return settings !== undefined && parsedKey(address, descriptorOf(settings))?.kind === 'pointer';
  }

  /** The settings of a connection; null when there is none that the caller may see. */
  connection(name: string, caller: Caller): ConnectionSettings | null {
    const settings = this.byName.get(name);
    return settings !== undefined && caller.sees(name) ? settings : null;
  }

  /** All that the caller may see, in the order of the configuration. */
  visible(caller: Caller): ConnectionSettings[] {
    return this.connections.filter(({ name }) => caller.sees(name));
  }

  /** Of those, the ones that are named, and that are of one of these providers; null: whatever the name, or provider. */
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
