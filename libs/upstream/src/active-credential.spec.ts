import { ActiveCredentialWatcher } from './active-credential.js';

const patience = () => new AbortController().signal;

describe('the watch over a credential', () => {
  it('gives the one in use at once', async () => {
    const watch = new ActiveCredentialWatcher<string>();
    watch.set('first');
    expect(await watch.wait(patience())).toMatchObject({ credential: 'first' });
  });

  it('gives the first to all who wait for it', async () => {
    const watch = new ActiveCredentialWatcher<string>();
    const waiting = [watch.wait(patience()), watch.wait(patience())];
    watch.set('first');
    expect((await Promise.all(waiting)).map((grant) => grant?.credential)).toEqual(['first', 'first']);
  });

  it('reports when another takes its place, and when none is left', async () => {
    const watch = new ActiveCredentialWatcher<string>();
    watch.set('first');
    const first = await watch.wait(patience());
    watch.set('second');
    const second = await watch.wait(patience());
    expect([first?.superseded.aborted, second?.superseded.aborted]).toEqual([true, false]);
    watch.set(null);
    expect(second?.superseded.aborted).toBe(true);
  });

  it('gives nothing to those who no longer want it', async () => {
    const leaving = new AbortController();
    const waiting = new ActiveCredentialWatcher<string>().wait(leaving.signal);
    leaving.abort();
    expect(await waiting).toBeNull();
    const watch = new ActiveCredentialWatcher<string>();
    watch.set('first');
    expect(await watch.wait(leaving.signal)).toBeNull();
  });
});
