import { useEffect, useRef, useState, type RefObject } from 'react';
import type { RowStore } from './row.store.js';

const SORT_INTERVAL_MS = 1_500;

/** Re-sorts the rows at intervals, but not while the list is hovered, focused or scrolled. */
export function useDeferredSort(store: RowStore, scroller: RefObject<HTMLDivElement | null>) {
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [isScrolled, setScrolled] = useState(false);
  const isDeferred = isHovered || isFocused || isScrolled;
  const deferred = useRef(isDeferred);

  useEffect(() => {
    deferred.current = isDeferred;
  }, [isDeferred]);

  useEffect(() => {
    const timer = setInterval(() => !deferred.current && store.applyPending(), SORT_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [store]);

  return {
    isDeferred,
    sortNow: () => {
      store.applyPending();
      scroller.current?.scrollTo({ top: 0 });
    },
    handlers: {
      onPointerEnter: () => setHovered(true),
      onPointerLeave: () => setHovered(false),
      onFocus: () => setFocused(true),
      onBlur: () => setFocused(false),
      onScroll: () => setScrolled((scroller.current?.scrollTop ?? 0) > 0),
    },
  };
}
