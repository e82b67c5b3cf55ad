/** The items of a long list that are worth having in the document. */
export interface ItemWindow {
  start: number;
  /** One past the last item. */
  end: number;
}

/** Pixels kept ready above and below the visible part, so that scrolling does not flash. */
const SPARE = 600;

/** Where the items of a list stand when each has a height of its own. */
export class Places {
  /** Where every item begins, and at last where the list ends. */
  private readonly tops: Float64Array;

  constructor(count: number, heightOf: (index: number) => number) {
    this.tops = new Float64Array(count + 1);
    for (let index = 0; index < count; index++) this.tops[index + 1] = this.top(index) + heightOf(index);
  }

  get count(): number {
    return this.tops.length - 1;
  }

  get height(): number {
    return this.top(this.count);
  }

  top(index: number): number {
    return this.tops[index] ?? 0;
  }

  /** The item at a height; the nearest one for a height outside of the list, and -1 in an empty list. */
  at(y: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.top(middle + 1) > y) high = middle;
      else low = middle + 1;
    }
    return Math.min(low, this.count - 1);
  }

  window(scrollTop: number, viewportHeight: number): ItemWindow {
    const start = this.at(scrollTop - SPARE);
    return { start: Math.max(0, start), end: this.at(scrollTop + viewportHeight + SPARE) + 1 };
  }

  /** Where to scroll so that an item is wholly visible; the place now, when it already is. */
  scrollTopFor(index: number, scrollTop: number, viewportHeight: number): number {
    const top = this.top(index);
    const bottom = this.top(index + 1);
    if (top < scrollTop) return top;
    return bottom > scrollTop + viewportHeight ? bottom - viewportHeight : scrollTop;
  }
}

/** The item a key leads to from the current one (-1: none is current), or null for a key that moves nothing. */
export function itemForKey(key: string, current: number, count: number, pageSize: number): number | null {
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
