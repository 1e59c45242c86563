import type { JobAddress, JobOutline } from '#libs/jobs';
import type { FormerNames } from '../connections/former-names.js';
import type { StoreKeys } from '../keys/store-keys.js';
import { readOutline, readStored, type StoredJob } from '../codecs/stored-job.js';
import type { UnreadableRecord } from '../codecs/unreadable-record.js';
import type { MultiKeyReader } from '../redis/multi-key-reader.js';

/** How values of a connection are read and parsed. */
interface Reading<Found> {
  read: (connection: string, names: readonly string[]) => Promise<(string | null)[]>;
  parse: (address: JobAddress, value: string | null) => Found | null;
}

/** Reads the records of many jobs, of whatever connections. In the order asked for, each on its own; null where a job is not tracked. */
export class RecordReader {
  constructor(
    private readonly values: MultiKeyReader,
    private readonly keys: StoreKeys,
    private readonly formerNames: FormerNames,
  ) {}

  whole(addresses: readonly JobAddress[]): Promise<(StoredJob | UnreadableRecord | null)[]> {
    const read = (connection: string, names: readonly string[]) => this.values.read(connection, names);
    return this.find(addresses, { read, parse: readStored });
  }

  /** Without results and parts, which may be there nevertheless. */
  outlines(addresses: readonly JobAddress[]): Promise<(JobOutline | UnreadableRecord | null)[]> {
    const read = (connection: string, names: readonly string[]) => this.values.readOutlines(connection, names);
    return this.find(addresses, { read, parse: readOutline });
  }

  private async find<Found>(addresses: readonly JobAddress[], reading: Reading<Found>): Promise<(Found | null)[]> {
    const found = await this.findPresent(addresses, reading);
    const moved = await Promise.all(
      addresses.map(async (address, place) => found[place] === null && this.formerNames.mayHaveMoved(address)),
    );
    const places = moved.flatMap((hasMoved, place) => (hasMoved ? [place] : []));
    if (places.length === 0) return found;
    const late = await this.findPresent(
      places.map((place) => addresses[place]!),
      reading,
    );
    for (const [index, place] of places.entries()) found[place] = late[index]!;
    return found;
  }

  private async findPresent<Found>(
    addresses: readonly JobAddress[],
    { read, parse }: Reading<Found>,
  ): Promise<(Found | null)[]> {
    const byConnection = new Map<string, { names: string[]; places: number[] }>();
    for (const [place, { connection, key }] of addresses.entries()) {
      const wanted = byConnection.get(connection) ?? { names: [], places: [] };
      byConnection.set(connection, wanted);
      wanted.names.push(this.keys.job(connection, key));
      wanted.places.push(place);
    }
    const found = new Array<Found | null>(addresses.length).fill(null);
    const readings = [...byConnection].map(async ([connection, { names, places }]) => {
      const values = await read(connection, names);
      for (const [index, place] of places.entries()) found[place] = parse(addresses[place]!, values[index] ?? null);
    });
    await Promise.all(readings);
    return found;
  }
}
