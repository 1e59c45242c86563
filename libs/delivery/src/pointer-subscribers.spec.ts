import { newRecord } from '#libs/jobs';
import { NO_FILTER, type Subscription } from '#libs/webhooks';
import { CONNECTION, DeliveryScene, OWNER } from '../test/delivery.scene.js';
import { PointerSubscribers } from './pointer-subscribers.js';

const URL = 'https://hooks.example.com/';

describe('a pointer', () => {
  let scene: DeliveryScene;
  beforeEach(async () => (scene = await DeliveryScene.open()));
  afterEach(() => scene.close());

  const pointer = {
    ...newRecord({ connection: CONNECTION, key: 'config-88', provider: 'datameer', kind: 'pointer', trackedAt: 0 }),
    name: 'Nightly load',
  };
  const subscribers = () => new PointerSubscribers(scene.context());
  const isMatched = async () => (await subscribers().matching(CONNECTION))(pointer);

  it.each<[Partial<Subscription['filter']>, boolean]>([
    [{}, true],
    [{ connection: [CONNECTION], provider: ['datameer'], q: 'nightly' }, true],
    [{ connection: ['hmc-lab'] }, false],
    [{ provider: ['ibm-hmc'] }, false],
    [{ label: ['team:bi'] }, false],
    [{ q: 'weekly' }, false],
    // What holds for the run that it points to says nothing of the next one; and runs are found by polling pointers.
    [{ kind: ['run'], state: ['failed'], severity: ['error'], operation: ['other'], startedBefore: 1 }, true],
  ])('may match a subscription with %j: %j', async (filter, expected) => {
    await scene.subscribe(URL, { filter: { ...NO_FILTER, ...filter } });
    expect(await isMatched()).toBe(expected);
  });

  it.each<[string, Partial<Subscription>]>([
    ['is paused', { disabled: 'asked' }],
    ['has no receiver any more', { disabled: 'gone' }],
    ['belongs to somebody without rights', { owner: 'nobody' }],
    ['was made for single jobs', { selection: 'named' }],
  ])('matches no subscription that %s', async (_, changes) => {
    await scene.subscribe(URL, changes);
    expect(await isMatched()).toBe(false);
  });

  it('is named by a subscription as long as that is open', async () => {
    const subscription = await scene.subscribe(URL, { selection: 'named' });
    expect(await subscribers().isNamed(pointer)).toBe(false);
    await scene.store.jobSubscriptions.add(pointer, subscription.id);
    expect(await subscribers().isNamed(pointer)).toBe(true);
    await scene.subscriptions.change(subscription.id, (present) => ({ ...present, disabled: 'asked' }));
    expect(await subscribers().isNamed(pointer)).toBe(false);
    await scene.subscriptions.remove(subscription.id);
    expect(await subscribers().isNamed(pointer)).toBe(false);
  });

  it('has another version of its subscribers after each change of a subscription', async () => {
    const before = await subscribers().version();
    const { id } = await scene.subscribe(URL, { owner: OWNER });
    const then = await subscribers().version();
    await scene.subscriptions.remove(id);
    expect(new Set([before, then, await subscribers().version()]).size).toBe(3);
  });
});
