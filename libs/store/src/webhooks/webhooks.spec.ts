import { DEPLOYMENTS, job, NOW, openStore, track, type StoreScene } from '../../test/store.scene.js';
import { MAX_DELIVERY_LOG_LENGTH } from './delivery-log.js';
import { MAX_PARTITION_LENGTH } from './outbox.js';

/** On a cluster their slots lie on all three nodes, so that a script which reaches for a foreign key fails. */
const CONNECTIONS = ['a', 'b', 'c', 'd', 'e', 'f'];

describe.each(DEPLOYMENTS)('what is kept for webhooks, on %s', (deployment) => {
  let scene: StoreScene;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());

  const handover = (text: string, partition = 'job-1') => ({ subscription: 'wh_1', partition, text });

  it.each(CONNECTIONS)('deliveries of %s are handed over once, and settled in their order', async (connection) => {
    const { outbox } = scene.store;
    expect(await outbox.advance(connection, null, '5-0', [handover('one'), handover('two')], NOW)).toEqual([]);
    expect(await outbox.advance(connection, null, '6-0', [handover('three')], NOW)).toBeNull();
    await outbox.enqueue(connection, [handover('other', 'job-2')], NOW + 1);
    expect(await outbox.position(connection)).toBe('5-0');
    expect(await outbox.pending(connection)).toEqual(['wh_1']);
    expect(await outbox.due(connection, 'wh_1', NOW, 10)).toEqual(['job-1']);

    expect(await outbox.completeHead(connection, handover('two'), null, NOW)).toBe('lost');
    expect(await outbox.completeHead(connection, handover('one'), 'one, tried', NOW + 2)).toBe('left');
    expect(await outbox.head(connection, 'wh_1', 'job-1')).toBe('one, tried');
    expect(await outbox.completeHead(connection, handover('one, tried'), null, NOW)).toBe('left');
    expect(await outbox.head(connection, 'wh_1', 'job-1')).toBe('two');
    await outbox.drop(connection, 'wh_1');
    expect(await outbox.pending(connection)).toEqual([]);
    expect(await outbox.head(connection, 'wh_1', 'job-2')).toBeNull();
  });

  it('a full partition drops the second oldest delivery', async () => {
    const { outbox } = scene.store;
    const many = Array.from({ length: MAX_PARTITION_LENGTH + 2 }, (_, index) => handover(`text ${index}`, 'full'));
    expect(await outbox.advance('a', '5-0', '7-0', many, NOW)).toEqual([
      { subscription: 'wh_1', text: 'text 1' },
      { subscription: 'wh_1', text: 'text 2' },
    ]);
    expect(await outbox.head('a', 'wh_1', 'full')).toBe('text 0');
    await outbox.completeHead('a', handover('text 0', 'full'), null, NOW);
    expect(await outbox.head('a', 'wh_1', 'full')).toBe('text 3');
  });

  it('subscriptions are changed by one process at a time, and the newest deliveries are logged', async () => {
    const { subscriptions, deliveries } = scene.store;
    expect(await subscriptions.replace('wh_1', null, 'first')).toBe(true);
    expect(await subscriptions.replace('wh_1', null, 'second')).toBe(false);
    expect(await subscriptions.replace('wh_1', 'first', 'second')).toBe(true);
    expect(await subscriptions.all()).toEqual({ version: '2', texts: new Map([['wh_1', 'second']]) });
    for (let index = 0; index < MAX_DELIVERY_LOG_LENGTH + 3; index += 1) {
      await deliveries.write('wh_1', `msg_${index}`, NOW + index, `text ${index}`);
    }
    const ids = await deliveries.ids('wh_1');
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([
      MAX_DELIVERY_LOG_LENGTH,
      `msg_${MAX_DELIVERY_LOG_LENGTH + 2}`,
      'msg_3',
    ]);
    expect(await deliveries.texts('wh_1', ['msg_2', 'msg_3'])).toEqual(['text 3']);
    await deliveries.remove('wh_1');
    expect(await deliveries.ids('wh_1')).toEqual([]);
    expect(await subscriptions.replace('wh_1', 'second', null)).toBe(true);
  });

  it.each(CONNECTIONS)('a job of %s is forgotten with what named it', async (connection) => {
    const { jobs, jobSubscriptions } = scene.store;
    const record = job({ connection, key: 'named' });
    await track(scene.store, record);
    await jobSubscriptions.add(record, 'wh_1');
    expect(await jobSubscriptions.of(connection, ['named'])).toEqual(new Map([['named', ['wh_1']]]));
    expect(await jobs.remove(record)).toBe(true);
    await jobSubscriptions.remove(record);
    expect(await jobSubscriptions.hasAny(connection)).toBe(false);
  });
});
