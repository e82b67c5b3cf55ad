/** The rows of a long list that are worth having in the document. */
export interface RowWindow {
  start: number;
  /** One past the last row. */
  end: number;
}

/** Rows kept ready above and below the visible ones, so that scrolling does not flash. */
const SPARE = 6;

export function rowWindow(
  count: number,
  rowHeight: number,
  scrollTop: number,
  viewportHeight: number,
): RowWindow {
  const first = Math.floor(scrollTop / rowHeight) - SPARE;
  const last = Math.ceil((scrollTop + viewportHeight) / rowHeight) + SPARE;
  return { start: Math.min(count, Math.max(0, first)), end: Math.min(count, Math.max(0, last)) };
}

/** Where to scroll so that a row is wholly visible; the place now, when it already is. */
export function scrollTopFor(
  index: number,
  rowHeight: number,
  scrollTop: number,
  viewportHeight: number,
): number {
  const top = index * rowHeight;
  const bottom = top + rowHeight;
  if (top < scrollTop) return top;
  return bottom > scrollTop + viewportHeight ? bottom - viewportHeight : scrollTop;
}

/** The row a key leads to from the current one (-1: none is current), or null for a key that moves nothing. */
export function rowForKey(key: string, current: number, count: number, pageSize: number): number | null {
  const moves: Record<string, number> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + pageSize,
    PageUp: current - pageSize,
    Home: 0,
    End: count - 1,
  };
  const target = moves[key];
  if (target === undefined || count === 0) return null;
  return Math.min(count - 1, Math.max(0, target));
}
