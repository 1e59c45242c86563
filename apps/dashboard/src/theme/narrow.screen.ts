import { useSyncExternalStore } from 'react';

/** The breakpoint of the style sheets. */
const narrow = matchMedia('(max-width: 48rem)');

const subscribe = (listener: () => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};

export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
