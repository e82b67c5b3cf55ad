import type { Range, Track } from './model';
import { firstAfter } from './track';

/** The first, lowest, highest and last point of a column of pixels draw the same picture as all of its points. */
const KEPT = 4;

/**
 * The part of a line that a view of so many columns of pixels shows, with a neighbour on either side, and of every
 * column at most four points (M4: Jugel et al., VLDB 2014). A million points take one pass and no object each.
 */
export function thin({ x, y }: Track, { min, max }: Range, columns: number): Track {
  const start = Math.max(0, firstAfter(x, min) - 1);
  const end = Math.min(x.length, firstAfter(x, max) + 1);
  if (end - start <= KEPT * columns) return { x: x.subarray(start, end), y: y.subarray(start, end) };
  const kept = new Int32Array(KEPT * (columns + 4));
  const width = (max - min) / columns;
  let count = 0;
  for (let first = start; first < end;) {
    const edge = min + (Math.floor(((x[first] as number) - min) / width) + 1) * width;
    let [low, high, next] = [first, first, first];
    let [lowest, highest] = [Infinity, -Infinity];
    do {
      const value = y[next] as number;
      if (value < lowest) [lowest, low] = [value, next];
      if (value > highest) [highest, high] = [value, next];
      next++;
    } while (next < end && (x[next] as number) < edge);
    for (const index of [first, Math.min(low, high), Math.max(low, high), next - 1]) {
      if (count === 0 || index > (kept[count - 1] as number)) kept[count++] = index;
    }
    first = next;
  }
  const chosen = kept.subarray(0, count);
  return { x: Float64Array.from(chosen, (at) => x[at]!), y: Float64Array.from(chosen, (at) => y[at]!) };
}
