import { useEffect, useRef, useState, type RefObject } from 'react';
import type { RowStore } from './row.store.js';

const SORT_INTERVAL_MS = 1_500;

/** Puts the rows in order once in a while, but never under the hand: not while somebody points, is there by keyboard, or has scrolled. */
export function useDeferredSort(store: RowStore, scroller: RefObject<HTMLDivElement | null>) {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [isScrolled, setScrolled] = useState(false);
  const isDeferred = isPointed || isFocused || isScrolled;
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
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: () => setFocused(false),
      onScroll: () => setScrolled((scroller.current?.scrollTop ?? 0) > 0),
    },
  };
}
