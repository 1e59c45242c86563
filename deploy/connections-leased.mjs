// Health check of a worker: every connection is leased by a worker. A process that hangs loses its leases.
import { loadConfiguration } from '#libs/config';
import { Store } from '#libs/store';

const { redis, connections } = loadConfiguration('gateway');
const store = Store.connect(redis.server, redis.prefix);
const owners = await Promise.all(connections.map(({ name }) => store.leases.owner(name)));
await store.close();
process.exit(owners.every((owner) => owner !== null) ? 0 : 1);
