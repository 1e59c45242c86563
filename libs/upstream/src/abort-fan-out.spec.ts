import { getEventListeners } from 'node:events';
import { AbortFanOut } from './abort-fan-out.js';

describe('many calls on one signal', () => {
  it('are given up together, each once, over a single listener', () => {
    const aborts = new AbortFanOut();
    const controller = new AbortController();
    const givenUp: number[] = [];
    for (let call = 0; call < 30; call += 1) {
      aborts.follow(controller.signal, { giveUp: () => givenUp.push(call) });
    }
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort();
    controller.abort();
    expect(givenUp).toEqual(Array.from({ length: 30 }, (_, call) => call));
  });

  it('leave nothing on the signal when the last has left, and begin anew after that', () => {
    const aborts = new AbortFanOut();
    const controller = new AbortController();
    const givenUp: string[] = [];
    const one = { giveUp: () => void givenUp.push('one') };
    const other = { giveUp: () => void givenUp.push('other') };
    aborts.follow(controller.signal, one);
    aborts.follow(controller.signal, other);
    aborts.leave(controller.signal, one);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    aborts.leave(controller.signal, other);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    aborts.follow(controller.signal, other);
    controller.abort();
    aborts.leave(controller.signal, other);
    expect(givenUp).toEqual(['other']);
  });

  it('can be given up whatever their signals say', () => {
    const aborts = new AbortFanOut();
    const givenUp: string[] = [];
    for (const name of ['one', 'other']) {
      aborts.follow(new AbortController().signal, { giveUp: () => givenUp.push(name) });
    }
    aborts.giveUpAll();
    expect(givenUp).toEqual(['one', 'other']);
  });
});
