import { useCallback, useEffect, useState, type RefObject } from 'react';
import { NO_ROWS, windowAt, type RowsWindow } from './rows.window.js';

/** The rows that exist of a scrolled list; another value only when others are to be drawn. `look`: whenever it has been scrolled. */
export function useRowsWindow(scroller: RefObject<HTMLElement | null>, rowHeight: number) {
  const [shown, setShown] = useState<RowsWindow>(NO_ROWS);
  const look = useCallback(
    ({ scrollTop, clientHeight }: HTMLElement) => {
      const next = windowAt(scrollTop, clientHeight, rowHeight);
      setShown((before) => (before.first === next.first && before.count === next.count ? before : next));
    },
    [rowHeight],
  );
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // Is told of the height as it is, too.
    const observer = new ResizeObserver(() => look(element));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, look]);
  return { shown, look };
}
