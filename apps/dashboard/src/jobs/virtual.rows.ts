/** Rows beyond each edge, so that there is something to see while the next ones are drawn. */
const OVERSCAN = 6;
/** So many rows at a time come into view: not every pixel is a reason to draw. */
const STEP = 4;

/** Which rows of a list exist in the page, whatever the length of the list: from the first one, so many. */
export interface RowRange {
  readonly first: number;
  readonly count: number;
}

export const EMPTY_RANGE: RowRange = { first: 0, count: 0 };

/** The window of a scrolled element, all in pixels. */
export function visibleRange(scrollTop: number, height: number, rowHeight: number): RowRange {
  const inView = Math.floor(scrollTop / rowHeight);
  return {
    first: Math.max(0, inView - (inView % STEP) - OVERSCAN),
    count: Math.ceil(height / rowHeight) + STEP + 2 * OVERSCAN,
  };
}

/** The same window in a list of so many rows. It stays full at the end of the list, so that no row is made or thrown away there. */
export function clampRange({ first, count }: RowRange, size: number): { first: number; end: number } {
  const start = Math.max(0, Math.min(first, size - count));
  return { first: start, end: Math.min(size, start + count) };
}

/** Where to scroll to so that a row is in view: as little as possible. */
export function scrollTopFor(place: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = place * rowHeight;
  return Math.min(top, Math.max(scrollTop, top + rowHeight - height));
}
