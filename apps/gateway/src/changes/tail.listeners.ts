import type { StreamTailListener } from '#libs/store';

/** Tells several listeners, each time in this order. */
export function notifyInOrder(...listeners: readonly StreamTailListener[]): StreamTailListener {
  return {
    changed: (event, position) => listeners.forEach((listener) => listener.changed(event, position)),
    away: (connections) => listeners.forEach((listener) => listener.away(connections)),
    back: (...told) => listeners.forEach((listener) => listener.back(...told)),
  };
}
