/** Values that can be drawn; infinities are gaps as well. */
export function drawable(values: ArrayLike<number>): Float64Array {
  const drawn = new Float64Array(values);
  for (let index = 0; index < drawn.length; index++) {
    if (!Number.isFinite(drawn[index])) drawn[index] = NaN;
  }
  return drawn;
}

/** The index of the first entry of a sorted list that is greater than `value`. */
export function firstAfter(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The index of the nearest entry of a sorted list, or -1 in an empty one. */
export function nearest(sorted: ArrayLike<number>, value: number): number {
  const after = firstAfter(sorted, value);
  const right = sorted[after];
  const left = sorted[after - 1];
  if (right === undefined || left === undefined) return right === undefined ? after - 1 : after;
  return right - value < value - left ? after : after - 1;
}

/**
 * The height of a line: straight between its vertices, and at a jump what comes after it, since a schedule changes with
 * the step it names. NaN outside of the line and within its gaps.
 */
export function heightAt(x: ArrayLike<number>, y: ArrayLike<number>, at: number): number {
  const after = firstAfter(x, at);
  const [left, right] = [x[after - 1] ?? NaN, x[after] ?? NaN];
  const [from, to] = [y[after - 1] ?? NaN, y[after] ?? NaN];
  return left === at ? from : from + ((to - from) * (at - left)) / (right - left);
}
