import { useSyncExternalStore } from 'react';

/** A value outside of React that components subscribe to. */
export class ExternalStore<Value> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: Value) {}

  readonly current = (): Value => this.value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(value: Value): void {
    this.value = value;
    for (const listener of this.listeners) listener();
  }
}

export const useExternalStore = <Value>(store: ExternalStore<Value>): Value =>
  useSyncExternalStore(store.subscribe, store.current);

/** JSON from web storage; `fallback` where there is none, or it is damaged. */
export function readStored<Value>(storage: Storage, key: string, fallback: Value): Value {
  try {
    return (JSON.parse(storage.getItem(key) ?? 'null') as Value | null) ?? fallback;
  } catch {
    return fallback;
  }
}
