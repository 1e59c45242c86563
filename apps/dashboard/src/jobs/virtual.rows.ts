import { useCallback, useEffect, useState, type RefObject } from 'react';

/** Rows rendered beyond each edge of the viewport. */
const OVERSCAN = 6;
/** The range moves by this many rows, so that not every pixel causes a render. */
const STEP = 4;

/** Rendered rows, before the length of the list is known. */
interface RowRange {
  readonly first: number;
  readonly count: number;
}

/** All arguments in pixels. */
export function visibleRange(scrollTop: number, height: number, rowHeight: number): RowRange {
  const inView = Math.floor(scrollTop / rowHeight);
  return {
    first: Math.max(0, inView - (inView % STEP) - OVERSCAN),
    count: Math.ceil(height / rowHeight) + STEP + 2 * OVERSCAN,
  };
}

/** The range within a list of `size` rows. It stays full at the end of the list, so that no row is created or dropped there. */
export function clampRange({ first, count }: RowRange, size: number): { first: number; end: number } {
  const start = Math.max(0, Math.min(first, size - count));
  return { first: start, end: Math.min(size, start + count) };
}

/** The nearest scroll position, in pixels, that shows the row. */
export function scrollTopFor(place: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = place * rowHeight;
  return Math.min(top, Math.max(scrollTop, top + rowHeight - height));
}

/** The range of rendered rows; it changes only when other rows must be rendered. Call `measure` after each scroll. */
export function useVirtualRows(scroller: RefObject<HTMLElement | null>, rowHeight: number) {
  const [shown, setShown] = useState<RowRange>({ first: 0, count: 0 });
  const measure = useCallback(
    ({ scrollTop, clientHeight }: HTMLElement) => {
      const next = visibleRange(scrollTop, clientHeight, rowHeight);
      setShown((before) => (before.first === next.first && before.count === next.count ? before : next));
    },
    [rowHeight],
  );
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // Also called with the initial height.
    const observer = new ResizeObserver(() => measure(element));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, measure]);
  return { shown, measure };
}
