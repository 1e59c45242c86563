import { useCallback, useEffect, useState, type RefObject } from 'react';
import { EMPTY_RANGE, visibleRange, type RowRange } from './virtual.rows.js';

/** The range of rendered rows; it changes only when other rows must be rendered. Call `measure` after each scroll. */
export function useVirtualRows(scroller: RefObject<HTMLElement | null>, rowHeight: number) {
  const [shown, setShown] = useState<RowRange>(EMPTY_RANGE);
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
