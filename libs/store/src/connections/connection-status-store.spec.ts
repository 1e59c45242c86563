import { DEPLOYMENTS, openStore, type StoreScene } from '../../test/store.scene.js';
import { CLOSED_CIRCUIT } from './connection-status-store.js';

describe.each(DEPLOYMENTS)('the status of connections on %s', (deployment) => {
  let scene: StoreScene;
  let connection = '';
  let tests = 0;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());
  beforeEach(() => {
    connection = `connection-${(tests += 1)}`;
  });

  const connectionStatus = () => scene.store.connectionStatus;

  it('knows nothing of a connection that nobody has written about', async () => {
    expect(await connectionStatus().read(connection)).toMatchObject({
      circuit: CLOSED_CIRCUIT,
      inFlight: 0,
      lastCheckAt: null,
    });
  });

  it('keeps what is not written anew', async () => {
    const circuit = { status: 'open' as const, failures: 7, probeAt: 5, pauseMs: 2_000, cause: 'timeout' };
    await connectionStatus().write(connection, { circuit, inFlight: 3 });
    await connectionStatus().write(connection, { inFlight: 0 });
    await connectionStatus().write(connection, {});
    expect(await connectionStatus().read(connection)).toMatchObject({ circuit, inFlight: 0 });
  });
});
