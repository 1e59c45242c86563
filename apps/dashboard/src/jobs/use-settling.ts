import { useEffect, useRef, useState, type RefObject } from 'react';
import type { JobsBook } from './jobs.book.js';

const SETTLE_EVERY_MS = 1_500;

/** Puts the rows in order once in a while, but never under the hand: not while somebody points, is there by keyboard, or has scrolled. */
export function useSettling(book: JobsBook, scroller: RefObject<HTMLDivElement | null>) {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [isScrolled, setScrolled] = useState(false);
  const isHeld = isPointed || isFocused || isScrolled;
  const held = useRef(isHeld);

  useEffect(() => {
    held.current = isHeld;
  }, [isHeld]);

  useEffect(() => {
    const timer = setInterval(() => !held.current && book.settle(), SETTLE_EVERY_MS);
    return () => clearInterval(timer);
  }, [book]);

  return {
    isHeld,
    settleNow: () => {
      book.settle();
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
