import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
};

/** Whether the page is in view: a hidden one needs no stream, of which a browser has few. */
export const usePageVisible = (): boolean => useSyncExternalStore(subscribe, () => !document.hidden);
