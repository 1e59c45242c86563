import type { StreamTailListener } from '#libs/store';

/** Calls several listeners in this order. */
export function notifyInOrder(...listeners: readonly StreamTailListener[]): StreamTailListener {
  return {
    onChange: (event, position) => listeners.forEach((listener) => listener.onChange(event, position)),
    onDisconnect: (connections) => listeners.forEach((listener) => listener.onDisconnect(connections)),
    onResume: (...resumed) => listeners.forEach((listener) => listener.onResume(...resumed)),
  };
}
