import { DEPLOYMENTS, openStore, type StoreScene } from '../test/store.scene.js';
import { CLOSED_CIRCUIT } from './connection-board.js';

describe.each(DEPLOYMENTS)('the board of connections on %s', (deployment) => {
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

  const board = () => scene.store.board;

  it('knows nothing of a connection that nobody has written about', async () => {
    expect(await board().read(connection)).toMatchObject({ circuit: CLOSED_CIRCUIT, inFlight: 0, lastCheckAt: null });
  });

  it('keeps what is not written anew', async () => {
    const circuit = { status: 'open' as const, failures: 7, probeAt: 5, pauseMs: 2_000, cause: 'timeout' };
    await board().write(connection, { circuit, inFlight: 3 });
    await board().write(connection, { inFlight: 0 });
    await board().write(connection, {});
    expect(await board().read(connection)).toMatchObject({ circuit, inFlight: 0 });
  });
});
