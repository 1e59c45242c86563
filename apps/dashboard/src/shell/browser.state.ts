import { useSyncExternalStore } from 'react';

function hookOf<Value>(target: EventTarget, event: string, read: () => Value): () => Value {
  const subscribe = (listener: () => void) => {
    target.addEventListener(event, listener);
    return () => target.removeEventListener(event, listener);
  };
  return function useBrowserState() {
    return useSyncExternalStore(subscribe, read);
  };
}

function mediaHookOf(query: string): () => boolean {
  const media = matchMedia(query);
  return hookOf(media, 'change', () => media.matches);
}

/** A hidden page needs no stream: browsers limit their number. */
export const usePageVisible = hookOf(document, 'visibilitychange', () => !document.hidden);
export const useHash = hookOf(window, 'hashchange', () => location.hash);
/** The breakpoint of the style sheets. */
export const useIsNarrow = mediaHookOf('(max-width: 48rem)');
export const usePrefersDark = mediaHookOf('(prefers-color-scheme: dark)');
