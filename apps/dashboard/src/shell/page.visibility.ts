import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
};

/** A hidden page needs no stream: browsers limit their number. */
export const usePageVisible = (): boolean => useSyncExternalStore(subscribe, () => !document.hidden);
